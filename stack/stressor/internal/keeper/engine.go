package keeper

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// callLimit bounds one call of the engine; starting a node may take a while.
const callLimit = 30 * time.Second

var errGone = errors.New("there is no such container")

// engine speaks the few calls of the Docker API that a keeper needs. Paths
// without a version are served by every engine.
type engine struct{ client http.Client }

type nodeState struct {
	Running bool
	Paused  bool
}

func newEngine(socket string) *engine {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		var dialer net.Dialer
		return dialer.DialContext(ctx, "unix", socket)
	}
	// The connection is not kept: a keeper speaks once, after a long time.
	transport := &http.Transport{DialContext: dial, DisableKeepAlives: true}
	return &engine{http.Client{Transport: transport, Timeout: callLimit}}
}

// orders are what the running jobs of faults hold.
func (e *engine) orders() ([]Order, error) {
	var jobs []struct{ Labels map[string]string }
	query := url.Values{"filters": {`{"label":["dsp.job=fault"],"status":["running"]}`}}
	if err := e.get("/containers/json?"+query.Encode(), &jobs); err != nil {
		return nil, err
	}
	var orders []Order
	for _, job := range jobs {
		if order, understood := parseOrder(job.Labels["dsp.purpose"]); understood {
			orders = append(orders, order)
		}
	}
	return orders, nil
}

func (e *engine) state(container string) (nodeState, error) {
	var answer struct{ State nodeState }
	err := e.get("/containers/"+url.PathEscape(container)+"/json", &answer)
	// An engine calls what is paused running, too.
	return answer.State, err
}

// removeJob removes the container of a job, which may be our own.
func (e *engine) removeJob(id string) error {
	var jobs []struct{ Id string }
	filters, _ := json.Marshal(map[string][]string{"label": {"dsp.job=fault", "dsp.id=" + id}})
	if err := e.get("/containers/json?"+url.Values{"filters": {string(filters)}}.Encode(), &jobs); err != nil {
		return err
	}
	for _, job := range jobs {
		if err := e.send(http.MethodDelete, "/containers/"+job.Id+"?force=true", nil, nil); err != nil {
			return err
		}
	}
	return nil
}

func (e *engine) get(path string, answer any) error {
	return e.send(http.MethodGet, path, nil, answer)
}

// post acts on a container. "It is so already" is a success.
func (e *engine) post(container, action string, body any) error {
	return e.send(http.MethodPost, "/containers/"+url.PathEscape(container)+"/"+action, body, nil)
}

func (e *engine) send(method, path string, body, answer any) error {
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, "http://engine"+path, content)
	if err != nil {
		return err
	}
	request.Header.Set("content-type", "application/json")
	response, err := e.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusNotFound:
		return errGone
	case response.StatusCode == http.StatusNotModified, response.StatusCode == http.StatusConflict:
		return nil
	case response.StatusCode >= 300:
		words, _ := io.ReadAll(io.LimitReader(response.Body, 1000))
		return fmt.Errorf("%s %s: %s %s", method, path, response.Status, words)
	}
	if answer == nil {
		return nil
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
