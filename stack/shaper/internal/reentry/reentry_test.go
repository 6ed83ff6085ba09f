package reentry

import (
	"bytes"
	"net/netip"
	"testing"

	"golang.org/x/sys/unix"
)

// taken runs a filter as the kernel does, on what it uses of the language.
func taken(t *testing.T, program []unix.SockFilter, addressed uint32, frame []byte) bool {
	t.Helper()
	var a uint32
	for pc := 0; pc < len(program); pc++ {
		in := program[pc]
		switch in.Code {
		case unix.BPF_LD | unix.BPF_W | unix.BPF_ABS:
			if a = addressed; in.K != pktType {
				a = uint32(frame[in.K])<<24 | uint32(frame[in.K+1])<<16 | uint32(frame[in.K+2])<<8 | uint32(frame[in.K+3])
			}
		case unix.BPF_LD | unix.BPF_H | unix.BPF_ABS:
			a = uint32(frame[in.K])<<8 | uint32(frame[in.K+1])
		case unix.BPF_ALU | unix.BPF_AND | unix.BPF_K:
			a &= in.K
		case unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K:
			if a == in.K {
				pc += int(in.Jt)
			} else {
				pc += int(in.Jf)
			}
		case unix.BPF_RET | unix.BPF_K:
			return in.K != 0
		default:
			t.Fatalf("instruction %#x", in.Code)
		}
	}
	t.Fatal("the program does not end")
	return false
}

func source(prefix string, isTaken bool) Source {
	return Source{netip.MustParsePrefix(prefix), isTaken}
}

func TestTheLongestPrefixDecidesWhoIsTaken(t *testing.T) {
	program, err := filterFor([]Source{
		source("10.0.0.0/8", true), source("10.77.0.0/24", false), source("10.77.0.12/32", true), source("10.77.0.13/32", true),
		source("fd00::/64", true),
	}, 26, nil)
	if err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]bool{
		"10.77.0.12": true, "10.77.0.13": true, "10.77.0.14": false, "10.1.2.3": true, "192.0.2.1": false,
	} {
		frame := make([]byte, 60)
		copy(frame[26:], netip.MustParseAddr(from).AsSlice())
		if got := taken(t, program, toHost, frame); got != want {
			t.Errorf("from %s: taken %t", from, got)
		}
		if taken(t, program, 2, frame) || taken(t, program, 3, frame) {
			t.Errorf("from %s to a group or another host was taken", from)
		}
	}
}

func TestTooManySourcesAreRefused(t *testing.T) {
	if _, err := filterFor(make([]Source, 5000), 26, nil); err != nil {
		t.Error("sources that are no addresses of IPv4 cost nothing")
	}
	many := make([]Source, 3000)
	for i := range many {
		many[i] = source("10.0.0.1/32", true)
	}
	if _, err := filterFor(many, 26, nil); err == nil {
		t.Error("3000 sources were accepted")
	}
}

func TestARPAnswer(t *testing.T) {
	r := &arpResponder{link: Link{Hardware: [6]byte{2, 0, 0, 0, 0, 1}, Addresses: []netip.Prefix{netip.MustParsePrefix("10.77.0.11/24")}}}
	question := make([]byte, 60)
	copy(question, []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 9, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1})
	copy(question[22:], []byte{2, 0, 0, 0, 0, 9, 10, 77, 0, 12, 0, 0, 0, 0, 0, 0, 10, 77, 0, 11})
	want := []byte{
		2, 0, 0, 0, 0, 9, 2, 0, 0, 0, 0, 1, 8, 6, 0, 1, 8, 0, 6, 4, 0, 2,
		2, 0, 0, 0, 0, 1, 10, 77, 0, 11, 2, 0, 0, 0, 0, 9, 10, 77, 0, 12,
	}
	if got := r.answer(question); !bytes.Equal(got, want) {
		t.Errorf("%x", got)
	}
	question[41] = 99
	if r.answer(question) != nil {
		t.Error("answered for another host")
	}
}
