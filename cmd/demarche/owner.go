package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"

	"demarche"
)

// One process owns a data folder: it alone runs the pipeline and holds the
// index open. Others write SQL and reach the index through the owner's socket.

// owner is what the lock file says about the process that holds it.
type owner struct {
	PID     int       `json:"pid"`
	Command string    `json:"command"`
	Started time.Time `json:"started"`
	Socket  string    `json:"socket"`
}

// lock is a held data folder.
type lock struct {
	file *os.File
	path string
}

// errOwned is returned by acquire when another process holds the folder.
type errOwned struct{ owner owner }

func (e errOwned) Error() string {
	return fmt.Sprintf("the data folder is in use by \"demarche %s\" (process %d, since %s): wait for it or stop it, or name another folder with --data",
		e.owner.Command, e.owner.PID, e.owner.Started.Format(time.DateTime))
}

func (e errOwned) Is(target error) bool { return target == demarche.ErrConflict }

// acquire takes the folder or says who has it. The kernel releases the lock
// when the process ends, however it ends.
func acquire(dir, command string) (*lock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make data folder %s: %w", dir, err)
	}
	path := filepath.Join(dir, "demarche.lock")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock of data folder: %w", err)
	}
	held, err := tryLock(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("lock data folder %s: %w", dir, err)
	}
	if !held {
		defer f.Close()
		var o owner
		b, _ := io.ReadAll(f)
		_ = json.Unmarshal(b, &o) // an owner caught while writing reads as unnamed
		return nil, errOwned{o}
	}
	l := &lock{file: f, path: path}
	o := owner{PID: os.Getpid(), Command: command, Started: time.Now().UTC().Truncate(time.Second), Socket: socketPath(dir)}
	b, err := json.Marshal(o)
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt(b, 0)
	}
	if err != nil {
		l.release()
		return nil, fmt.Errorf("write lock of data folder: %w", err)
	}
	return l, nil
}

func (l *lock) release() {
	_ = l.file.Truncate(0)
	l.file.Close()
}

// maxSocketPath is what sockaddr_un holds on Linux (108 bytes with the NUL).
const maxSocketPath = 107

// socketPath is DATA/demarche.sock, or a private file in the temporary folder
// when that path is too long for a socket.
func socketPath(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		abs = dir
	}
	p := filepath.Join(abs, "demarche.sock")
	if len(p) <= maxSocketPath {
		return p
	}
	return filepath.Join(os.TempDir(), "demarche-"+demarche.NewItemID("socket", abs)+".sock")
}

// listenSocket opens the owner's socket, for this user alone. A stale file of a
// killed owner is replaced: the lock says that nobody else is there.
func listenSocket(path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("remove stale socket: %w", err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("open socket for other commands: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		l.Close()
		return nil, fmt.Errorf("protect socket: %w", err)
	}
	return l, nil
}

// ownOrReach takes the folder, or finds its owner's socket answering. While the
// owner is starting or ending, it waits up to patience.
func ownOrReach(ctx context.Context, dir, command string, patience time.Duration) (*lock, *remote, error) {
	deadline := time.Now().Add(patience)
	for {
		l, err := acquire(dir, command)
		if err == nil {
			return l, nil, nil
		}
		var owned errOwned
		if !errors.As(err, &owned) {
			return nil, nil, err
		}
		if owned.owner.Socket != "" {
			r := newRemote(owned.owner)
			if r.ping(ctx) == nil {
				return nil, r, nil
			}
		}
		if time.Now().After(deadline) {
			return nil, nil, err
		}
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}
