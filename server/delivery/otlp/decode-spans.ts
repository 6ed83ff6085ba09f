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
  message: string | undefined;
  effect: string | undefined;
  spanId: number;
  traceId: string;
  startMs: number;
  endMs: number;
}

function decodeSpan(
  span: ProtobufCursor,
  sender: { node: string; service: string },
): MessageSpan | undefined {
  const fields: Fields = {
    kind: 0,
    message: undefined,
    effect: undefined,
    spanId: 0,
    traceId: '',
    startMs: 0,
    endMs: 0,
  };
  while (span.next()) {
    readField(span, fields);
    // The order of fields is free, but known senders keep to their numbers, so that this saves the attributes.
    if (span.field === 6 && !arrivals.includes(fields.kind)) return undefined;
  }
  const { kind, message, ...rest } = fields;
  return arrivals.includes(kind) && message !== undefined ? { ...sender, ...rest, message } : undefined;
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
    case 0x4a:
      if (isOurs(bytes, from, to)) readAttribute(bytes, from, to, fields);
      return;
  }
}

function readAttribute(bytes: Buffer, from: number, to: number, fields: Fields): void {
  const { key, value } = decodeAttribute(new ProtobufCursor(bytes, from, to));
  if (key === 'dsp.message') fields.message = value;
  else if (key === 'dsp.effect') fields.effect = value;
}

/** Whether a `KeyValue` begins with a key (field 1, bytes) that begins with `dsp.`. */
function isOurs(bytes: Buffer, from: number, to: number): boolean {
  return to - from > 6 && bytes[from] === 0x0a && bytes.readUInt32LE(from + 2) === prefix;
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
