/** What the middleware leaves on a request for those that come after. */
export interface RequestState {
  requestId: string;
}
