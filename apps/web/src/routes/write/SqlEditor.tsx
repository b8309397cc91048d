// CodeMirror with MySQL's words, the target's tables and columns, and the findings at their place.
import { MySQL, sql } from '@codemirror/lang-sql';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { SchemaOutline } from '@sluice/contracts';
import { basicSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import classes from './Write.module.css';

export interface SqlEditorProps {
  readonly label: string;
  readonly describedBy: string;
  readonly initial: string;
  readonly outline: SchemaOutline | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly onChange: (text: string) => void;
  readonly onSubmit: () => void;
}

// Colour means state, so the parts of the text are told apart by weight.
const highlight = HighlightStyle.define([
  { tag: tags.keyword, fontWeight: '650' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--mantine-color-dimmed)' },
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)', fontStyle: 'italic' },
]);

function language(outline: SchemaOutline | undefined) {
  const schema = Object.fromEntries((outline?.tables ?? []).map(({ name, columns }) => [name, [...columns]]));
  return sql({ dialect: MySQL, schema, upperCaseKeywords: true });
}

export default function SqlEditor(props: SqlEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const words = useRef(new Compartment());
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const { label, describedBy, initial, outline } = latest.current;
    const editor = new EditorView({
      parent: parent.current ?? document.body,
      state: EditorState.create({
        doc: initial,
        extensions: [
          Prec.highest(
            keymap.of([
              {
                key: 'Mod-Enter',
                run: () => {
                  latest.current.onSubmit();
                  return true;
                },
              },
            ]),
          ),
          basicSetup,
          lintGutter(),
          syntaxHighlighting(highlight),
          words.current.of(language(outline)),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-describedby': describedBy,
            spellcheck: 'false',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: words.current.reconfigure(language(props.outline)) });
  }, [props.outline]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const end = editor.state.doc.length;
    const inside = props.diagnostics.map((one) => ({
      ...one,
      from: Math.min(one.from, end),
      to: Math.min(one.to, end),
    }));
    editor.dispatch(setDiagnostics(editor.state, inside));
  }, [props.diagnostics]);

  return <div ref={parent} className={classes.editor} />;
}
