import type { Fault } from '../../contract/faults/fault.ts';
import { edgeWords, type EdgeWords } from './edge-words.ts';
import { edgeKey, type Placed, type Point } from './layout.ts';
import { edgeMenu } from './menus.ts';
import { onPress } from './on-press.ts';
import type { ShownEdge } from './remember.ts';

/** What fits between two boxes, so that a part of the arrow can be seen. */
const widestPlate = 190;
const mostLetters = 24;

interface MapEdgeProps {
  edge: ShownEdge;
  placed: Placed;
  faults: readonly Fault[];
}

/** Calls or messages from one node to another, as an arrow with its numbers. */
export function MapEdge({ edge, placed, faults }: MapEdgeProps) {
  const place = placed.edges.get(edgeKey(edge));
  if (place === undefined) return null;
  const words = edgeWords(edge, faults);
  const line = curve(place.points);
  return (
    <g
      class={`map-edge ${words.style}`}
      role="button"
      tabindex={0}
      aria-haspopup="menu"
      aria-label={words.label}
      data-edge={edgeKey(edge)}
      {...onPress((event) => edgeMenu(edge, event))}
    >
      <path class="hit" d={line} />
      <path class="line" d={line} marker-end={`url(#${words.faults === '' ? 'arrow' : 'arrow-fault'})`} />
      <g transform={`translate(${place.label.x} ${place.label.y})`}>
        {words.faults === '' ? <Plain words={words} /> : <Faulty words={words} />}
      </g>
    </g>
  );
}

function Plain({ words }: { words: EdgeWords }) {
  const width = Math.min(widestPlate, Math.max(140, longestLine(words) * 6.6 + 20));
  return (
    <>
      <rect class="plate" x={-width / 2} y="-19" width={width} height="38" rx="8" />
      <Numbers words={words} y={-3} />
    </>
  );
}

function Faulty({ words }: { words: EdgeWords }) {
  const letters = Math.max(words.faults.length + 2, longestLine(words));
  const width = Math.min(widestPlate, Math.max(140, letters * 6.6 + 20));
  const text = words.faults.length > mostLetters ? `${words.faults.slice(0, mostLetters)}…` : words.faults;
  return (
    <>
      <rect class="plate" x={-width / 2} y="-32" width={width} height="60" rx="8" />
      <text class="fault-text" y="-15">
        ⚡ {text}
      </text>{' '}
      <Numbers words={words} y={3} />
    </>
  );
}

function longestLine({ rate, detail }: EdgeWords): number {
  return Math.max(rate.length, detail.length);
}

function Numbers({ words, y }: { words: EdgeWords; y: number }) {
  if (words.detail === '') {
    return (
      <text class="rate" y={y + 8}>
        {words.rate}
      </text>
    );
  }
  return (
    <>
      <text class="rate" y={y}>
        {words.rate}
      </text>{' '}
      <text class={words.isFailing ? 'detail bad' : 'detail'} y={y + 16}>
        {words.detail}
      </text>
    </>
  );
}

/** A smooth line through the points. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${first.x} ${first.y}`;
  let before = first;
  for (const point of rest) {
    const middle = (before.x + point.x) / 2;
    path += ` C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    before = point;
  }
  return path;
}
