import { TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useKeys } from '../app/keys/useKeys';

/** The filter of a list; `/` leads to it. */
export function FilterInput(props: { label: string; value: string; onChange: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => input.current?.focus() });
  return (
    <TextInput
      ref={input}
      type="search"
      size="xs"
      w={260}
      aria-label={props.label}
      aria-keyshortcuts="/"
      placeholder={props.label}
      value={props.value}
      onChange={(event) => {
        props.onChange(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
