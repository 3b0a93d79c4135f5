package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"demarche"
)

// remote reaches the owner of a data folder through its socket.
type remote struct {
	owner owner
	http  *http.Client
}

func newRemote(o owner) *remote {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", o.Socket)
	}
	return &remote{owner: o, http: &http.Client{Transport: &http.Transport{DialContext: dial}}}
}

// The owner's side answers under these paths; only this user can open the socket.
const (
	pathPing    = "/internal/ping"
	pathWake    = "/internal/wake"
	pathIndexed = "/internal/indexed"
	pathSearch  = "/internal/search"
	pathReindex = "/internal/reindex"
	pathCatchUp = "/internal/catchup"
)

// call asks the owner and decodes its answer into out.
func (r *remote) call(ctx context.Context, method, path string, out any) error {
	req, err := http.NewRequestWithContext(ctx, method, "http://owner"+path, nil)
	if err != nil {
		return err
	}
	resp, err := r.http.Do(req)
	if err != nil {
		return fmt.Errorf("reach \"demarche %s\" (process %d), which has the data folder: %w", r.owner.Command, r.owner.PID, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(io.LimitReader(resp.Body, 4096))
		var p problem
		if json.Unmarshal(b, &p) == nil && p.Detail != "" {
			return p
		}
		return fmt.Errorf("\"demarche %s\" answered %s", r.owner.Command, resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(out)
}

// problem carries an error through the socket with its kind.
type problem struct {
	Detail string `json:"detail"`
	Usage  bool   `json:"usage"`
}

func (p problem) Error() string { return p.Detail }

func (r *remote) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return r.call(ctx, http.MethodGet, pathPing, &struct{}{})
}

func (r *remote) wake(ctx context.Context) error {
	return r.call(ctx, http.MethodPost, pathWake, &struct{}{})
}

func (r *remote) indexed(ctx context.Context) (int64, error) {
	var out struct{ Cursor int64 }
	err := r.call(ctx, http.MethodGet, pathIndexed, &out)
	return out.Cursor, err
}

func (r *remote) search(ctx context.Context, q demarche.Query) (demarche.Results, error) {
	v := q.Values()
	if q.Plain {
		v.Set("plain", "1")
	}
	var out demarche.Results
	err := r.call(ctx, http.MethodGet, pathSearch+"?"+v.Encode(), &out)
	if p, ok := err.(problem); ok && p.Usage {
		return out, usageError{p}
	}
	return out, err
}

func (r *remote) catchUp(ctx context.Context, seq int64) error {
	return r.call(ctx, http.MethodPost, fmt.Sprintf("%s?seq=%d", pathCatchUp, seq), &struct{}{})
}

func (r *remote) reindex(ctx context.Context) error {
	return r.call(ctx, http.MethodPost, pathReindex, &struct{}{})
}

// serveSocket answers other commands on the same data folder.
func (a *app) serveSocket() error {
	l, err := listenSocket(socketPath(a.env.flags.Data))
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	handle := func(pattern string, f func(r *http.Request) (any, error)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			v, err := f(r)
			if err != nil {
				w.WriteHeader(http.StatusBadRequest)
				_, usage := err.(usageError)
				v = problem{Detail: err.Error(), Usage: usage}
			}
			if err := json.NewEncoder(w).Encode(v); err != nil {
				a.log.Warn("answer another command", "path", r.URL.Path, "error", err)
			}
		})
	}
	handle("GET "+pathPing, func(*http.Request) (any, error) { return struct{}{}, nil })
	handle("POST "+pathWake, func(*http.Request) (any, error) { a.pipe.Wake(); return struct{}{}, nil })
	handle("GET "+pathIndexed, func(r *http.Request) (any, error) {
		st, err := a.engine.State(r.Context())
		return struct{ Cursor int64 }{st.Cursor}, err
	})
	handle("GET "+pathSearch, func(r *http.Request) (any, error) {
		v := r.URL.Query()
		plain := v.Get("plain") != ""
		v.Del("plain")
		q, err := demarche.QueryFromValues(v, a.env.now().UTC().Format(time.DateOnly))
		if err != nil {
			return nil, usageError{err}
		}
		q.Plain = plain
		res, err := a.searcher.Search(r.Context(), q)
		return res, asUsage(err)
	})
	handle("POST "+pathCatchUp, func(r *http.Request) (any, error) {
		seq, err := strconv.ParseInt(r.URL.Query().Get("seq"), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("seq: %w", err)
		}
		return struct{}{}, a.pipe.CatchUp(r.Context(), seq)
	})
	handle("POST "+pathReindex, func(r *http.Request) (any, error) { return struct{}{}, a.pipe.Reindex(r.Context()) })
	a.socket = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go a.socket.Serve(l) // ends when the app closes
	return nil
}
