package program

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// FieldError is a complaint about one field of a program, named by its path.
type FieldError struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

func (e *FieldError) Error() string {
	if e.Field == "" {
		return e.Message
	}
	return e.Field + ": " + e.Message
}

// decodeStrict decodes raw and turns what is wrong with it into a FieldError under path.
// A misspelt field is an error: a fault that silently lacks its port list hits everything.
func decodeStrict(raw []byte, into any, path string) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			return &FieldError{path, "something follows the end of the JSON value"}
		}
		return nil
	}
	var wrongType *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrongType):
		return &FieldError{join(path, wrongType.Field), fmt.Sprintf("a %s does not fit here, a %s does", wrongType.Value, wrongType.Type)}
	case errors.As(err, &syntax):
		return &FieldError{path, fmt.Sprintf("not valid JSON at byte %d: %v", syntax.Offset, err)}
	case strings.HasPrefix(err.Error(), unknownFieldPrefix):
		name := strings.Trim(strings.TrimPrefix(err.Error(), unknownFieldPrefix), `"`)
		return &FieldError{join(path, name), "is not a field that exists here"}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &FieldError{path, "the JSON value ends too early"}
	}
	return &FieldError{path, err.Error()}
}

// unknownFieldPrefix is how encoding/json words it; there is no typed error for it.
const unknownFieldPrefix = "json: unknown field "

// join extends a path by a field.
func join(path, field string) string {
	if path == "" || field == "" {
		return path + field
	}
	return path + "." + field
}
