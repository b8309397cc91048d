// SQL to read: monospaced, its parts set apart by weight, copyable; long text is cut until one asks for all of it.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Copy } from './Copy';
import { sqlParts } from './sql-tokens';
import classes from './Sql.module.css';

const shownLines = 16;
const shownCharacters = 4_000;

export function SqlLine({ sql }: { sql: string }) {
  return (
    <code className={classes.line}>
      {sqlParts(sql).map((part, at) => (
        <span key={at} data-kind={part.kind}>
          {part.text}
        </span>
      ))}
    </code>
  );
}

export function SqlBlock({ sql, label }: { sql: string; label: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const short = sql.split('\n').slice(0, shownLines).join('\n').slice(0, shownCharacters);
  const long = short.length < sql.length;
  return (
    <div className={classes.block}>
      <pre tabIndex={0} role="region" aria-label={label}>
        <SqlLine sql={all ? sql : short} />
        {long && !all && '…'}
      </pre>
      <div className={classes.copy}>
        <Copy text={sql} what={label} />
      </div>
      {long && (
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => {
            setAll(!all);
          }}
          aria-expanded={all}
        >
          {all ? t('request.sql.collapse') : t('request.sql.expand')}
        </Button>
      )}
    </div>
  );
}
