import { context, createContextKey } from '@opentelemetry/api';

const key = createContextKey('http.request.resend_count');

/** Runs a call so that its client span will say which repetition it is. */
export function withResendCount<Result>(count: number, call: () => Result): Result {
  return context.with(context.active().setValue(key, count), call);
}

/** The span attribute that the conventions ask for on repeated requests, and only on those. */
export function resendAttributes(): { 'http.request.resend_count'?: number } {
  const count = context.active().getValue(key);
  return typeof count === 'number' && count > 0 ? { 'http.request.resend_count': count } : {};
}
