import type { FaultKind } from '../../contract/faults/catalog.ts';

/** What a fault becomes on a real cluster. */
export interface ClusterWay {
  /** A command on the machine or in the pod, as root. */
  command: string;
  /** The `spec` of the Chaos Mesh object that does the same, and its kind. */
  chaosMesh: { kind: 'NetworkChaos' | 'PodChaos' | 'StressChaos'; spec: string } | null;
  /** What is not the same. */
  differs?: string;
}

const network = (action: string, fields: string): ClusterWay['chaosMesh'] => ({
  kind: 'NetworkChaos',
  spec: `action: ${action}\n${fields}\ndirection: to`,
});

/** By kind, with the default parameters. A kind without an entry does not compile. */
export const onACluster: Record<FaultKind, ClusterWay> = {
  latency: {
    command: 'tc qdisc add dev eth0 root netem delay 100ms',
    chaosMesh: network('delay', "delay: { latency: 100ms, jitter: 0ms, correlation: '0' }"),
    differs: 'netem reorders packets when there is jitter; here each flow keeps its order.',
  },
  loss: {
    command: 'tc qdisc add dev eth0 root netem loss 10%',
    chaosMesh: network('loss', "loss: { loss: '10', correlation: '0' }"),
  },
  duplicate: {
    command: 'tc qdisc add dev eth0 root netem duplicate 10%',
    chaosMesh: network('duplicate', "duplicate: { duplicate: '10', correlation: '0' }"),
  },
  corrupt: {
    command: 'tc qdisc add dev eth0 root netem corrupt 1%',
    chaosMesh: network('corrupt', "corrupt: { corrupt: '1', correlation: '0' }"),
  },
  reorder: {
    command: 'tc qdisc add dev eth0 root netem delay 20ms reorder 90%',
    chaosMesh: network(
      'delay',
      "delay: { latency: 20ms, reorder: { reorder: '90', gap: 1, correlation: '0' } }",
    ),
    differs: 'netem delays all packets but the chosen ones; here the chosen ones are held back.',
  },
  bandwidth: {
    command: 'tc qdisc add dev eth0 root tbf rate 1mbit burst 32kb latency 200ms',
    chaosMesh: network('bandwidth', 'bandwidth: { rate: 1mbps, limit: 20971520, buffer: 10000 }'),
    differs: 'tc counts Ethernet headers too, and Chaos Mesh takes bytes a second for "mbps".',
  },
  partition: {
    command: 'iptables -A OUTPUT -d <peer> -j DROP; iptables -A INPUT -s <peer> -j DROP',
    chaosMesh: network('partition', 'target: { mode: all, selector: { labelSelectors: { app: <peer> } } }'),
    differs: 'Both ways in Chaos Mesh is `direction: both`.',
  },
  pause: {
    command: 'kill -STOP <pid>',
    chaosMesh: null,
    differs: 'Kubernetes has no pause: its probes restart a container that hangs.',
  },
  stop: {
    command: 'kubectl delete pod <pod> --grace-period=5',
    chaosMesh: { kind: 'PodChaos', spec: 'action: pod-failure' },
    differs: 'A deployment starts another pod at once, with another address.',
  },
  kill: {
    command: 'kill -KILL <pid>',
    chaosMesh: { kind: 'PodChaos', spec: 'action: container-kill\ncontainerNames: [<container>]' },
    differs: 'The kubelet starts the container again after a back-off, not when the fault ends.',
  },
  restart: {
    command: 'kubectl rollout restart deployment/<name>',
    chaosMesh: { kind: 'PodChaos', spec: 'action: pod-kill\ngracePeriod: 5' },
  },
  cpu: {
    command: 'kubectl set resources deployment/<name> --limits=cpu=100m',
    chaosMesh: null,
    differs: 'A new limit there means a new pod, unless the cluster can resize pods in place.',
  },
  'cpu-stress': {
    command: 'stress-ng --cpu 2',
    chaosMesh: { kind: 'StressChaos', spec: 'stressors: { cpu: { workers: 2, load: 100 } }' },
  },
  memory: {
    command: 'stress-ng --vm 1 --vm-bytes 64M --vm-keep',
    chaosMesh: { kind: 'StressChaos', spec: 'stressors: { memory: { workers: 1, size: 64MB } }' },
  },
};
