import type { TextRange } from '@sluice/contracts';
import classes from './PlaceInText.module.css';

/** The line of a text that something is about, with the place marked. A range over several lines is shown by its first. */
export function PlaceInText({ text, range }: { text: string; range: TextRange }) {
  const start = text.lastIndexOf('\n', range.from - 1) + 1;
  const lineEnd = text.indexOf('\n', range.from);
  const end = lineEnd === -1 ? text.length : lineEnd;
  const to = Math.min(range.to, end);
  return (
    <code className={classes.place}>
      {text.slice(start, range.from).trimStart()}
      <mark>{text.slice(range.from, to)}</mark>
      {text.slice(to, end)}
    </code>
  );
}
