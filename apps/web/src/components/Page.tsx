// The frame of a page's content: what it is, the answer to why one came, what one can do.
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Page.module.css';

export interface PageProps {
  readonly title: string;
  readonly kicker?: ReactNode;
  readonly answer: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, kicker, answer, actions, children }: PageProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t('shell.title', { page: title });
  }, [t, title]);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.words}>
          <p className={classes.kicker}>{kicker ?? title}</p>
          <h1 className={classes.answer}>{answer}</h1>
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Section(props: { title: string; id: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-labelledby={props.id}>
      <div className={classes.sectionHead}>
        <h2 id={props.id}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}
