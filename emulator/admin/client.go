package admin

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// prefix is the path of the control API on its server.
const prefix = "/__admin"

// Client sends requests to the control API of one session. It is safe for concurrent use.
type Client struct {
	// URL is that of the control API, such as http://127.0.0.1:8080/s/t1/__admin.
	URL string
	// Token is sent as a bearer token; empty sends none.
	Token string
	// HTTPClient sends the requests; nil means http.DefaultClient.
	HTTPClient *http.Client
}

// NewClient returns a client of the server or session at a URL: that of a server, of a session (http://host/s/t1), or of
// their control API. It returns an error for anything but an absolute URL of HTTP or HTTPS.
func NewClient(server string) (*Client, error) {
	u, err := url.Parse(server)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fmt.Errorf("%q: want a URL such as http://127.0.0.1:8080", server)
	}
	return &Client{URL: strings.TrimSuffix(strings.TrimRight(server, "/"), prefix) + prefix}, nil
}

// ForSession returns a client of another session of the same server, with the same token. An empty ID is the server's own.
func (c *Client) ForSession(id string) *Client {
	root, _, _ := strings.Cut(strings.TrimSuffix(c.URL, prefix), "/s/")
	if id != "" {
		root += "/s/" + url.PathEscape(id)
	}
	other := *c
	other.URL = root + prefix
	return &other
}

// Request is one request to the control API.
type Request struct {
	Method string
	Path   string // below /__admin, escaped
	Query  url.Values
	Body   []byte
}

// Do sends a request and returns the body of the response. It returns an *Error if the server refuses the request, an
// *UnexpectedResponseError for a response that is not the control API's, and what the HTTP client returns if there is none.
func (c *Client) Do(ctx context.Context, req Request) ([]byte, error) {
	res, err := c.open(ctx, req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	return io.ReadAll(res.Body)
}

// open sends a request and returns the response, whose body the caller must close.
func (c *Client) open(ctx context.Context, req Request) (*http.Response, error) {
	at := c.URL + req.Path
	if len(req.Query) > 0 {
		at += "?" + req.Query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, req.Method, at, bytes.NewReader(req.Body))
	if err != nil {
		return nil, err
	}
	if c.Token != "" {
		r.Header.Set("Authorization", "Bearer "+c.Token)
	}
	client := c.HTTPClient
	if client == nil {
		client = http.DefaultClient
	}
	res, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	if res.StatusCode < http.StatusMultipleChoices {
		return res, nil
	}
	defer res.Body.Close()
	return nil, errorOf(res)
}

// errorOf reads the error document of a response.
func errorOf(res *http.Response) error {
	var doc ErrorDocument
	if err := json.NewDecoder(res.Body).Decode(&doc); err != nil || doc.Error == nil || doc.Error.Message == "" {
		return &UnexpectedResponseError{URL: res.Request.URL.Redacted(), Status: res.Status}
	}
	doc.Error.Status = res.StatusCode
	return doc.Error
}

// do sends a request with a JSON body, unless in is nil, and decodes the response.
func do[A any](ctx context.Context, c *Client, req Request, in any) (out A, err error) {
	if in != nil {
		if req.Body, err = json.Marshal(in); err != nil {
			return out, err
		}
	}
	res, err := c.open(ctx, req)
	if err != nil {
		return out, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return out, err
	}
	if err := json.Unmarshal(text, &out); err != nil {
		return out, &UnexpectedResponseError{URL: res.Request.URL.Redacted(), Status: res.Status}
	}
	return out, nil
}

func get[A any](ctx context.Context, c *Client, path string, query url.Values) (A, error) {
	return do[A](ctx, c, Request{Method: http.MethodGet, Path: path, Query: query}, nil)
}

func post[A any](ctx context.Context, c *Client, path string, in any) (A, error) {
	return do[A](ctx, c, Request{Method: http.MethodPost, Path: path}, in)
}

// send sends a request whose response has no document.
func (c *Client) send(ctx context.Context, method, path string, body []byte) error {
	_, err := c.Do(ctx, Request{Method: method, Path: path, Body: body})
	return err
}
