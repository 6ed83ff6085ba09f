/** The ports of this machine in the words of `docker ps`, such as `127.0.0.1:5050->5050/tcp, 80/tcp`. */
export function publishedPorts(text: string): number[] {
  const ports: number[] = [];
  for (const match of text.matchAll(/:(\d+)(?:-(\d+))?->/g)) {
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    for (let port = first; port <= last; port++) if (!ports.includes(port)) ports.push(port);
  }
  return ports;
}
