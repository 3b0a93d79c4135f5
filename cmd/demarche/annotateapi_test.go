package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestAnnotateAPI: the API ties names to the lists held, as the command does.
func TestAnnotateAPI(t *testing.T) {
	data := t.TempDir()
	if got := program(t, "", "lists", "update", "--file", "un-sc="+write(t, "un.xml", unFile("Abel Norquist")), "--data", data); got.code != exitOK {
		t.Fatal(got.err)
	}
	_, url := startServing(t, "serve", "--role", "work,web", "--addr", "127.0.0.1:0", "--data", data)
	resp, err := http.Post(url+"/api/v1/annotate", "application/json", strings.NewReader(`{"text":"The UN sanctioned Abel Norquist of North Korea."}`))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || !strings.Contains(string(body), `"entity":"un-KPi.001"`) || !strings.Contains(string(body), `"status":"listed"`) {
		t.Errorf("%d %v %s", resp.StatusCode, err, body)
	}
}
