package crawler

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"demarche"
)

// resumes is how often one Download goes on after the line was cut.
const resumes = 5

// Downloaded is an answer whose body lies in a file.
type Downloaded struct {
	Answer
	Size    int64  // bytes of the file
	Hash    string // see demarche.NewDocumentHash
	Resumed int64  // bytes that were there already when the last request was made
}

// Download fetches an address into a file, holding little of it in memory. What
// a cut line leaves behind stays beside the file, with the server's validators,
// and the next request asks for the rest only (RFC 9110, 14: Range, If-Range).
// A file that does not have the checksum the server gives is a *Fault and is
// thrown away. With status 304 there is no file.
func (f *Fetcher) Download(ctx context.Context, req Request, path string, progress func(done, total int64)) (Downloaded, error) {
	p := &part{path: path, address: req.URL, progress: progress}
	req.into = p
	for try := 0; ; try++ {
		if err := p.open(); err != nil {
			return Downloaded{}, err
		}
		from := p.have
		ans, err := f.Get(ctx, req)
		p.file.Close()
		if err != nil || ans.Status == http.StatusNotModified {
			if p.mark.Version == "" || ans.Status == http.StatusRequestedRangeNotSatisfiable { // nobody can say whether the rest belongs to it
				p.remove()
			}
			again := p.got > 0 && p.mark.Version != "" || from > 0 && ans.Status == http.StatusRequestedRangeNotSatisfiable
			if err != nil && again && try < resumes && ctx.Err() == nil {
				f.cfg.Log.Info("the line was cut; asking for the rest", "address", req.URL, "have", p.have, "error", err)
				continue
			}
			return Downloaded{Answer: ans}, err
		}
		out := Downloaded{Answer: ans, Resumed: from}
		out.Size, out.Hash, err = p.finish(f.cfg.Limits)
		return out, err
	}
}

// part is a file that is being fetched: PATH.part with the bytes as sent, and
// PATH.part.json with what is known of them.
type part struct {
	path     string
	address  string
	progress func(done, total int64)
	mark     partMark
	file     *os.File
	have     int64
	got      int64 // of the last request
	sums     []checksum
}

// partMark says of which version of what the bytes are a part.
type partMark struct {
	Address  string `json:"address"`
	Version  string `json:"version"` // a strong ETag, else Last-Modified
	Encoding string `json:"encoding,omitempty"`
}

func (p *part) bytesPath() string { return p.path + ".part" }
func (p *part) markPath() string  { return p.path + ".part.json" }

// open takes up what an earlier request left behind.
func (p *part) open() error {
	p.mark, p.have, p.got = partMark{}, 0, 0
	if b, err := os.ReadFile(p.markPath()); err == nil {
		_ = json.Unmarshal(b, &p.mark) // a mark that cannot be read is no mark
	}
	flags := os.O_RDWR | os.O_CREATE
	if p.mark.Address != p.address || p.mark.Version == "" {
		p.mark = partMark{}
		flags |= os.O_TRUNC
	}
	var err error
	if p.file, err = os.OpenFile(p.bytesPath(), flags, 0o600); err == nil {
		p.have, err = p.file.Seek(0, io.SeekEnd)
	}
	if err != nil {
		return fmt.Errorf("open download: %w", err)
	}
	return nil
}

func (p *part) remove() {
	os.Remove(p.bytesPath())
	os.Remove(p.markPath())
}

// ask puts the question for the rest into a request's header.
func (p *part) ask(h http.Header) {
	h.Set("Accept-Encoding", "gzip")
	if p.have > 0 {
		h.Set("Range", fmt.Sprintf("bytes=%d-", p.have))
		h.Set("If-Range", p.mark.Version)
	}
}

// take writes the body of an answer.
func (p *part) take(ans Answer, resp *http.Response, lim Limits) error {
	encoding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding")))
	p.sums = checksums(resp.Header)
	total := int64(-1)
	if ans.Status == http.StatusPartialContent {
		from, all, err := contentRange(resp.Header.Get("Content-Range"))
		if err != nil || from != p.have || encoding != p.mark.Encoding {
			return errors.Join(p.drop(), fault(demarche.FetchServer, "asked for the bytes from %d on, the server sent %q", p.have, resp.Header.Get("Content-Range")))
		}
		total = all
	} else {
		if resp.ContentLength >= 0 {
			total = resp.ContentLength
		}
		if err := p.restart(ans, encoding); err != nil {
			return err
		}
	}
	body := &capped{r: resp.Body, left: lim.WireBody - p.have, what: "body as sent", limit: lim.WireBody}
	n, err := io.Copy(p.file, &told{r: body, done: p.have, total: total, tell: p.progress})
	p.have, p.got = p.have+n, n
	if err != nil {
		var f *Fault
		if errors.As(err, &f) {
			err = errors.Join(p.drop(), err)
		}
		return err
	}
	if total >= 0 && p.have != total {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// restart begins anew: the server sent the whole.
func (p *part) restart(ans Answer, encoding string) error {
	if err := p.drop(); err != nil {
		return err
	}
	version := ans.LastModified
	if ans.ETag != "" && !strings.HasPrefix(ans.ETag, "W/") {
		version = ans.ETag
	}
	p.mark = partMark{Address: p.address, Version: version, Encoding: encoding}
	b, err := json.Marshal(p.mark)
	if err == nil {
		err = os.WriteFile(p.markPath(), b, 0o600)
	}
	return err
}

// drop forgets what was fetched.
func (p *part) drop() error {
	p.mark, p.have = partMark{}, 0
	os.Remove(p.markPath())
	if err := p.file.Truncate(0); err != nil {
		return err
	}
	_, err := p.file.Seek(0, io.SeekStart)
	return err
}

// finish checks the whole file, undoes its encoding and puts it in its place.
func (p *part) finish(lim Limits) (size int64, sum string, err error) {
	defer p.remove()
	in, err := os.Open(p.bytesPath())
	if err != nil {
		return 0, "", fmt.Errorf("finish download: %w", err)
	}
	defer in.Close()
	var all []io.Writer
	for _, s := range p.sums {
		all = append(all, s.hash)
	}
	body, err := decoded(io.TeeReader(in, io.MultiWriter(all...)), p.mark.Encoding)
	if err != nil {
		return 0, "", err
	}
	out, err := os.OpenFile(p.path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return 0, "", fmt.Errorf("finish download: %w", err)
	}
	whole := demarche.NewDocumentSum()
	size, err = io.Copy(io.MultiWriter(out, whole), &capped{r: body, left: lim.Body, what: "body", limit: lim.Body})
	if err == nil {
		_, err = io.Copy(io.Discard, io.TeeReader(in, io.MultiWriter(all...))) // what follows the last member
	}
	err = errors.Join(bodyError(p.mark.Encoding, err), out.Close())
	for _, s := range p.sums {
		if got := s.hash.Sum(nil); err == nil && string(got) != string(s.want) {
			err = fault(demarche.FetchUnparseable, "the file's %s is not the one that the server gives: taken for a damaged download", s.name)
		}
	}
	if err != nil {
		os.Remove(p.path)
		return 0, "", err
	}
	return size, demarche.DocumentHash(whole), nil
}

// decoded undoes a Content-Encoding while reading.
func decoded(r io.Reader, encoding string) (io.Reader, error) {
	switch encoding {
	case "", "identity":
		return r, nil
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(bufio.NewReader(r))
		return z, bodyError("gzip", err)
	}
	return nil, fault(demarche.FetchUnparseable, "the answer is encoded as %q, which was not asked for", encoding)
}

// contentRange reads "bytes 100-199/200"; all is -1 when the length is not said.
func contentRange(v string) (from, all int64, err error) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(v), "bytes ")
	span, length, _ := strings.Cut(rest, "/")
	first, _, dash := strings.Cut(span, "-")
	if !ok || !dash {
		return 0, 0, fmt.Errorf("no range: %q", v)
	}
	if from, err = strconv.ParseInt(first, 10, 64); err != nil {
		return 0, 0, err
	}
	if all, err = strconv.ParseInt(length, 10, 64); err != nil {
		return from, -1, nil
	}
	return from, all, nil
}

// checksum is what a server says the whole file sums up to.
type checksum struct {
	name string
	hash hash.Hash
	want []byte
}

// checksums are those of the whole representation that an answer's header gives:
// RFC 9530 (Repr-Digest) and what object stores send. Content-Digest and
// Content-MD5 are of the bytes of one answer, so they count only for a whole one.
func checksums(h http.Header) []checksum {
	var out []checksum
	add := func(algorithm, value string) {
		want, err := base64.StdEncoding.DecodeString(strings.Trim(strings.TrimSpace(value), ":"))
		kinds := map[string]func() hash.Hash{"sha-256": sha256.New, "sha-512": sha512.New, "md5": md5.New}
		if kind := kinds[algorithm]; err == nil && kind != nil && len(want) == kind().Size() {
			out = append(out, checksum{algorithm, kind(), want})
		}
	}
	digests := h.Values("Repr-Digest")
	if h.Get("Content-Range") == "" {
		digests = append(digests, h.Values("Content-Digest")...)
		add("md5", h.Get("Content-MD5"))
	}
	for _, field := range append(digests, h.Values("X-Goog-Hash")...) {
		for _, d := range strings.Split(field, ",") {
			if algorithm, value, ok := strings.Cut(strings.TrimSpace(d), "="); ok {
				add(strings.ToLower(algorithm), value)
			}
		}
	}
	add("sha-256", h.Get("X-Amz-Checksum-Sha256"))
	return out
}

// told tells of every reading.
type told struct {
	r           io.Reader
	done, total int64
	tell        func(done, total int64)
}

func (t *told) Read(b []byte) (int, error) {
	n, err := t.r.Read(b)
	t.done += int64(n)
	if t.tell != nil {
		t.tell(t.done, t.total)
	}
	return n, err
}
