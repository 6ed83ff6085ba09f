package message

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"service-b/internal/problem"
)

// MaxBodyBytes bounds the body of a request.
const MaxBodyBytes = 16 * 1024

// readBody takes a request's JSON body, of bounded size.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, *problem.Problem) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBodyBytes))
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		detail := fmt.Sprintf("The body must have at most %d bytes.", MaxBodyBytes)
		return nil, problem.New(http.StatusRequestEntityTooLarge, "body-too-large", detail)
	}
	if err != nil {
		return nil, problem.New(http.StatusBadRequest, "unreadable-body", "The body ended before it was complete.")
	}
	if len(body) > 0 && !isPlainJSON(r.Header) {
		detail := "The body must be application/json in UTF-8, without a content encoding."
		return nil, problem.New(http.StatusUnsupportedMediaType, "unsupported-media-type", detail)
	}
	return body, nil
}

func isPlainJSON(header http.Header) bool {
	mediaType, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil || mediaType != "application/json" {
		return false
	}
	charset, stated := parameters["charset"]
	if stated && !strings.EqualFold(charset, "utf-8") {
		return false
	}
	encoding := header.Get("Content-Encoding")
	return encoding == "" || strings.EqualFold(encoding, "identity")
}
