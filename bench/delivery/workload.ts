import { messageId, traceIdOf } from '../../contract/message.ts';
import { encodeSpans, type SampleSpan } from '../../server/delivery/otlp/span-samples.ts';

/** Spans of one message in the demonstration: ServiceA's server and client span, ServiceB's server span. */
export const spansPerMessage = 3;

const usual = {
  'http.request.method': 'POST',
  'url.scheme': 'http',
  'server.address': 'service-b',
  'server.port': 80,
  'network.peer.address': '172.27.0.2',
  'network.peer.port': 34368,
  'network.protocol.version': '1.1',
  'user_agent.original': 'dsp-k6',
  'client.address': '172.27.0.2',
  'url.path': '/api/message-b',
  'http.response.status_code': 200,
  'http.route': '/api/message-b',
};

/** The spans of so many messages, in one body, with the attributes that the demonstration's spans carry. */
export function bodyOf(run: string, firstSequence: number, messages: number, startMs: number): Buffer {
  const spans: SampleSpan[] = [];
  for (let sequence = firstSequence; sequence < firstSequence + messages; sequence++) {
    const identity = { 'dsp.run': run, 'dsp.message': messageId(run, sequence) };
    const traceId = traceIdOf(run, sequence);
    const place = (at: number) => ({ traceId, spanId: spanIdOf(sequence * 4 + at), startMs: startMs + at });
    spans.push(
      { ...place(0), node: 'service-a', kind: 1, attributes: { ...usual, ...identity } },
      { ...place(1), node: 'service-a', kind: 2, attributes: { ...usual, ...identity } },
      {
        ...place(2),
        node: 'service-b',
        kind: 1,
        attributes: { ...usual, ...identity, 'dsp.effect': 'applied' },
      },
    );
  }
  // The exporter makes one body for each node; the Collector joins them.
  return encodeSpans(spans);
}

function spanIdOf(number: number): string {
  return (number * 2_654_435_761).toString(16).padStart(16, '0').slice(-16);
}
