package network

import (
	"encoding/binary"
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

// Numbers of the kernel's traffic control, linux/rtnetlink.h and pkt_sched.h.
const (
	newQdisc  = 36
	delQdisc  = 37
	getQdisc  = 38
	attrKind  = 1
	rootOf    = 0xFFFFFFFF
	tcmsgSize = 20
)

// request makes a message with a struct tcmsg: family, index, handle, parent.
func request(kind, flags uint16, index int32, parent uint32) []byte {
	message := make([]byte, syscall.NLMSG_HDRLEN+tcmsgSize)
	binary.NativeEndian.PutUint32(message, uint32(len(message)))
	binary.NativeEndian.PutUint16(message[4:], kind)
	binary.NativeEndian.PutUint16(message[6:], syscall.NLM_F_REQUEST|flags)
	body := message[syscall.NLMSG_HDRLEN:]
	binary.NativeEndian.PutUint32(body[4:], uint32(index))
	binary.NativeEndian.PutUint32(body[12:], parent)
	return message
}

// qdiscs are the kinds on an interface, the root first.
func qdiscs(index int) ([]string, error) {
	kinds := []string{}
	err := exchange(request(getQdisc, syscall.NLM_F_DUMP, int32(index), 0), func(message syscall.NetlinkMessage) {
		if message.Header.Type != newQdisc || len(message.Data) < tcmsgSize {
			return
		}
		if int32(binary.NativeEndian.Uint32(message.Data[4:])) != int32(index) {
			return
		}
		kind := kindOf(message.Data[tcmsgSize:])
		if binary.NativeEndian.Uint32(message.Data[12:]) == rootOf {
			kinds = append([]string{kind}, kinds...)
		} else {
			kinds = append(kinds, kind)
		}
	})
	return kinds, err
}

// kindOf finds the name among attributes, each a length and a type of 16 bits
// and a value, aligned to 4 bytes.
func kindOf(attributes []byte) string {
	for len(attributes) >= 4 {
		length := int(binary.NativeEndian.Uint16(attributes))
		if length < 4 || length > len(attributes) {
			return ""
		}
		if binary.NativeEndian.Uint16(attributes[2:]) == attrKind {
			value := attributes[4:length]
			for len(value) > 0 && value[len(value)-1] == 0 {
				value = value[:len(value)-1]
			}
			return string(value)
		}
		attributes = attributes[min(len(attributes), (length+3)&^3):]
	}
	return ""
}

// removeRoot gives an interface the queueing that it has by default.
func removeRoot(index int) error {
	return exchange(request(delQdisc, syscall.NLM_F_ACK, int32(index), rootOf), func(syscall.NetlinkMessage) {})
}

// exchange sends a message and hands on what comes back, to its end.
func exchange(message []byte, take func(syscall.NetlinkMessage)) error {
	socket, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, syscall.NETLINK_ROUTE)
	if err != nil {
		return os.NewSyscallError("socket", err)
	}
	defer syscall.Close(socket)
	if err := syscall.Sendto(socket, message, 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
		return os.NewSyscallError("sendto", err)
	}
	buffer := make([]byte, 1<<16)
	for {
		n, _, err := syscall.Recvfrom(socket, buffer, 0)
		if err != nil {
			return os.NewSyscallError("recvfrom", err)
		}
		messages, err := syscall.ParseNetlinkMessage(buffer[:n])
		if err != nil {
			return err
		}
		for _, m := range messages {
			switch m.Header.Type {
			case syscall.NLMSG_DONE:
				return nil
			case syscall.NLMSG_ERROR:
				return errorOf(m.Data)
			}
			take(m)
		}
	}
}

// errorOf reads an acknowledgement: 0, or a negative error number.
func errorOf(data []byte) error {
	if len(data) < int(unsafe.Sizeof(int32(0))) {
		return fmt.Errorf("the kernel's answer is cut short")
	}
	if number := int32(binary.NativeEndian.Uint32(data)); number != 0 {
		return syscall.Errno(-number)
	}
	return nil
}
