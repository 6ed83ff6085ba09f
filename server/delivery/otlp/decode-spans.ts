import { ProtobufCursor } from './protobuf-cursor.ts';

/** A span that carries a message: the few fields of it that the ledger needs. */
export interface MessageSpan {
  /** Attribute `node` of the resource. */
  node: string;
  /** Attribute `service.name` of the resource. */
  service: string;
  /** Attribute `dsp.message`, as the sender wrote it. */
  message: string;
  /** Attribute `dsp.effect`, as the node wrote it. */
  effect: string | undefined;
  /** Low half of the span id. */
  spanId: number;
  traceId: string;
  /** Unix milliseconds. */
  startMs: number;
  endMs: number;
}

/** `SPAN_KIND_SERVER` and `SPAN_KIND_CONSUMER`: the kinds by which a message arrives. */
const arrivals: readonly number[] = [2, 5];
/** The first bytes of the attributes we look for; all others are passed over unread. */
const prefix = Buffer.from('dsp.').readUInt32LE();

/**
 * Reads an `ExportTraceServiceRequest` (opentelemetry-proto, trace/v1/trace.proto) and hands on the spans by which
 * messages arrive.
 *
 * @throws RangeError for bytes that are no such message.
 */
export function decodeSpans(bytes: Buffer, onSpan: (span: MessageSpan) => void): void {
  const request = new ProtobufCursor(bytes);
  while (request.next()) {
    if (request.field === 1 && request.wire === 2) decodeResourceSpans(request.inner(), onSpan);
  }
}

function decodeResourceSpans(resourceSpans: ProtobufCursor, onSpan: (span: MessageSpan) => void): void {
  const sender = { node: '', service: '' };
  // Whose spans they are may stand behind them.
  const scopes: ProtobufCursor[] = [];
  while (resourceSpans.next()) {
    if (resourceSpans.wire !== 2) continue;
    if (resourceSpans.field === 1) decodeResource(resourceSpans.inner(), sender);
    else if (resourceSpans.field === 2) scopes.push(resourceSpans.inner());
  }
  for (const scope of scopes) {
    while (scope.next()) {
      if (scope.field !== 2 || scope.wire !== 2) continue;
      const span = decodeSpan(scope.inner(), sender);
      if (span !== undefined) onSpan(span);
    }
  }
}

function decodeResource(resource: ProtobufCursor, sender: { node: string; service: string }): void {
  while (resource.next()) {
    if (resource.field !== 1 || resource.wire !== 2) continue;
    const { key, value } = decodeAttribute(resource.inner());
    if (key === 'node') sender.node = value;
    else if (key === 'service.name') sender.service = value;
  }
}

interface Fields {
  kind: number;
  spanId: number;
  traceId: string;
  startMs: number;
  endMs: number;
}

function decodeSpan(
  span: ProtobufCursor,
  sender: { node: string; service: string },
): MessageSpan | undefined {
  const fields: Fields = { kind: 0, spanId: 0, traceId: '', startMs: 0, endMs: 0 };
  // Read only when the kind is known: SDKs write it before the attributes, the Collector behind them.
  const ours: ProtobufCursor[] = [];
  while (span.next()) {
    if (span.field !== 9) readField(span, fields);
    else if (span.wire === 2 && isOurs(span.bytes, span.from, span.to)) ours.push(span.inner());
  }
  const { kind, ...rest } = fields;
  if (ours.length === 0 || !arrivals.includes(kind)) return undefined;
  const { message, effect } = readMessage(ours);
  return message === undefined ? undefined : { ...sender, ...rest, message, effect };
}

function readField({ field, wire, value, bytes, from, to }: ProtobufCursor, fields: Fields): void {
  switch (field * 8 + wire) {
    case 0x0a: // trace_id
      fields.traceId = bytes.toString('hex', from, to);
      return;
    case 0x12: // span_id
      if (to - from === 8) fields.spanId = bytes.readUInt32LE(from + 4);
      return;
    case 0x30:
      fields.kind = value;
      return;
    case 0x39: // start_time_unix_nano
      fields.startMs = readMillis(bytes, from);
      return;
    case 0x41: // end_time_unix_nano
      fields.endMs = readMillis(bytes, from);
      return;
  }
}

function readMessage(ours: ProtobufCursor[]): Pick<MessageSpan, 'effect'> & { message: string | undefined } {
  const found: ReturnType<typeof readMessage> = { message: undefined, effect: undefined };
  for (const attribute of ours) {
    const { key, value } = decodeAttribute(attribute);
    if (key === 'dsp.message') found.message = value;
    else if (key === 'dsp.effect') found.effect = value;
  }
  return found;
}

/**
 * Whether the key of a `KeyValue` (field 1: key, field 2: value) begins with `dsp.`. SDKs write the key first, the
 * Collector the value.
 */
function isOurs(bytes: Buffer, from: number, to: number): boolean {
  const at = bytes[from] === 0x12 ? behindShortValue(bytes, from) : from;
  return to - at > 6 && bytes[at] === 0x0a && bytes.readUInt32LE(at + 2) === prefix;
}

/** Where the value ends that begins the `KeyValue`. Ours are short: a length of more than one byte is not ours. */
function behindShortValue(bytes: Buffer, from: number): number {
  const length = bytes[from + 1] ?? 0;
  return length < 0x80 ? from + 2 + length : Infinity;
}

/** A `KeyValue` whose value is a string; any other value is the empty string. */
function decodeAttribute(attribute: ProtobufCursor): { key: string; value: string } {
  const found = { key: '', value: '' };
  while (attribute.next()) {
    if (attribute.wire !== 2) continue;
    if (attribute.field === 1) found.key = attribute.text();
    else if (attribute.field === 2) {
      const value = attribute.inner();
      while (value.next()) if (value.field === 1 && value.wire === 2) found.value = value.text();
    }
  }
  return found;
}

/** Nanoseconds since 1970 as 64 bits, in milliseconds; exact to a microsecond. */
function readMillis(bytes: Buffer, at: number): number {
  return (bytes.readUInt32LE(at + 4) * 2 ** 32 + bytes.readUInt32LE(at)) / 1e6;
}
