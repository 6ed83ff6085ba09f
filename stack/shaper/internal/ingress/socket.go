package ingress

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// QueueNumber is the queue our rules send packets to. It is ours in every
// namespace; a second shaper in one namespace finds it taken.
const QueueNumber = 5044

// ErrQueueTaken means that another process holds our queue in this namespace.
var ErrQueueTaken = errors.New("queue 5044 of this network namespace is held by another process, probably another shaper")

const (
	// queueLength is how many packets the kernel keeps for us. The lane's own
	// limits are the ones meant; this only has to be above them.
	queueLength = 1<<20 + 1024
	// receiveBuffer holds notices of packets not read yet: some 10,000 of them.
	receiveBuffer = 16 << 20
)

// openQueue opens a netlink socket and binds the queue to it.
func openQueue() (int, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.NETLINK_NETFILTER)
	if err != nil {
		return -1, fmt.Errorf("netfilter netlink: %w", err)
	}
	if err := prepareQueue(fd); err != nil {
		unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

func prepareQueue(fd int) error {
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return err
	}
	if unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, receiveBuffer) != nil {
		_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, receiveBuffer)
	}
	// A full buffer must not end the reading; what did not fit passes (fail open).
	_ = unix.SetsockoptInt(fd, unix.SOL_NETLINK, unix.NETLINK_NO_ENOBUFS, 1)
	bind := appendAttr(nil, configCommand, []byte{commandBind, 0}, be16(0))
	if err := configure(fd, bind); err != nil {
		if errors.Is(err, unix.EBUSY) || errors.Is(err, unix.EPERM) && queueExists() {
			return ErrQueueTaken
		}
		return fmt.Errorf("bind queue %d: %w", QueueNumber, err)
	}
	return configure(fd, appendAttr(nil, configMaxLength, be32(queueLength)))
}

// setCopy sets how many bytes of each packet are copied to us, and whether
// large segments come whole. Cut or whole, the rest of the queue is not disturbed.
func setCopy(fd int, bytes uint32, whole bool) error {
	flags := uint32(flagFailOpen)
	if whole {
		flags |= flagGSO
	}
	attrs := appendAttr(nil, configParams, be32(bytes), []byte{copyPacket})
	attrs = appendAttr(attrs, configFlags, be32(flags))
	attrs = appendAttr(attrs, configMask, be32(flagFailOpen|flagGSO))
	return configure(fd, attrs)
}

// configSequence marks our configuration messages, so that the kernel's answer
// to one is told from its complaints about verdicts, which carry 0.
const configSequence = 1

// configure sends one configuration message and looks at the kernel's answer.
func configure(fd int, attrs []byte) error {
	message := beginMessage(nil, messageConfig, unix.NLM_F_ACK, QueueNumber)
	message = endMessage(append(message, attrs...), 0)
	binary.NativeEndian.PutUint32(message[8:], configSequence)
	if err := unix.Sendto(fd, message, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return err
	}
	return acknowledged(fd)
}

// acknowledged looks for the kernel's answer. It was given before the send
// returned, so it is there, but perhaps behind packets. Those are left where
// they are by peeking; an answer behind them is skipped by the reader later,
// and what is in force is seen in /proc (evidence) either way.
func acknowledged(fd int) error {
	var b [512]byte
	n, _, err := unix.Recvfrom(fd, b[:], unix.MSG_PEEK|unix.MSG_DONTWAIT)
	if err != nil {
		return err
	}
	isAnswer := n >= nlHeaderSize+4 && binary.NativeEndian.Uint16(b[4:]) == unix.NLMSG_ERROR &&
		binary.NativeEndian.Uint32(b[8:]) == configSequence
	if !isAnswer {
		return nil
	}
	_, _, _ = unix.Recvfrom(fd, b[:], unix.MSG_DONTWAIT)
	if code := int32(binary.NativeEndian.Uint32(b[nlHeaderSize:])); code != 0 {
		return unix.Errno(-code)
	}
	return nil
}
