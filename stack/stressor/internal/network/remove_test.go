package network

import (
	"encoding/binary"
	"runtime"
	"slices"
	"syscall"
	"testing"
)

// In a network namespace of its own, which ends with the thread. The queueing
// is a plain one that every kernel has, in the place of an emulator.
func TestRemovesWhatIsAtTheRoot(t *testing.T) {
	runtime.LockOSThread()
	if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
		t.Skipf("no network namespace can be made here: %v", err)
	}
	const loopback = 1
	if err := exchange(withKind("pfifo", loopback), func(syscall.NetlinkMessage) {}); err != nil {
		t.Skipf("no queueing can be set here: %v", err)
	}
	kinds, err := qdiscs(loopback)
	if err != nil || len(kinds) == 0 || kinds[0] != "pfifo" {
		t.Fatalf("set: %v, %v", kinds, err)
	}
	if err := removeRoot(loopback); err != nil {
		t.Fatal(err)
	}
	kinds, err = qdiscs(loopback)
	if err != nil || slices.Contains(kinds, "pfifo") {
		t.Fatalf("removed: %v, %v", kinds, err)
	}
}

func withKind(kind string, index int32) []byte {
	flags := uint16(syscall.NLM_F_CREATE | syscall.NLM_F_EXCL | syscall.NLM_F_ACK)
	message := request(newQdisc, flags, index, rootOf)
	value := append([]byte(kind), 0)
	attribute := make([]byte, 4, 4+len(value))
	binary.NativeEndian.PutUint16(attribute, uint16(4+len(value)))
	binary.NativeEndian.PutUint16(attribute[2:], attrKind)
	attribute = append(attribute, value...)
	for len(attribute)%4 != 0 {
		attribute = append(attribute, 0)
	}
	message = append(message, attribute...)
	binary.NativeEndian.PutUint32(message, uint32(len(message)))
	return message
}
