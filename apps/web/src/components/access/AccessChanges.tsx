// Who gets and loses what by a change of access, as its rehearsal showed it, and by which statements it is taken back.
import type { Access, AccessItem, AccountDifference } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { State } from '../State';
import classes from './Access.module.css';
import { accountName, itemWords } from './item-words';

/** `back`: of a rollback, the same the other way. */
export function AccessChanges({ access, back = false }: { access: Access; back?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.accounts}>
      {access.differences.length === 0 && <p>{t('access.nothing')}</p>}
      {access.differences.map((difference) => (
        <Account key={accountName(difference.account)} difference={difference} back={back} />
      ))}
      <Effective access={access} back={back} />
      {!back && access.undo.length > 0 && (
        <details>
          <summary>{t('access.undo')}</summary>
          <pre className={classes.sql}>{access.undo.map((sql) => `${sql};`).join('\n')}</pre>
        </details>
      )}
    </div>
  );
}

function Account({ difference, back }: { difference: AccountDifference; back: boolean }) {
  const { t } = useTranslation();
  const { account, existed, exists, added, removed, clauses } = difference;
  const made = back ? existed && !exists : exists && !existed;
  const dropped = back ? exists && !existed : existed && !exists;
  const name = accountName(account);
  return (
    <section className={classes.account} aria-label={name}>
      <p className={classes.name}>
        <code>{name}</code>
        {made && <State tone="done">{t('access.made')}</State>}
        {dropped && <State tone="attention">{t('access.dropped')}</State>}
      </p>
      <Items sign="+" items={back ? removed : added} />
      <Items sign="−" items={back ? added : removed} />
      {!made && !dropped && clauses.length > 0 && (
        <ul className={classes.items}>
          {clauses.map(({ name: clause, before, after }) => (
            <li key={clause}>
              {t('access.clause', {
                clause: t(`access.clauses.${clause}`),
                before: (back ? after : before) ?? '–',
                after: (back ? before : after) ?? '–',
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Items({ sign, items }: { sign: '+' | '−'; items: readonly AccessItem[] }) {
  const { t } = useTranslation();
  const words = itemWords(items);
  if (words.length === 0) return null;
  return (
    <ul className={classes.items} data-sign={sign}>
      {words.map(({ kind, what, on }, at) => (
        <li key={at}>
          <span aria-hidden>{sign} </span>
          <span className={classes.hidden}>{t(sign === '+' ? 'access.gets' : 'access.loses')} </span>
          {t(`access.item.${kind}`, { what, on })}
        </li>
      ))}
    </ul>
  );
}

/** Those whom it reaches by a role: their own privileges are told above. */
function Effective({ access, back }: { access: Access; back: boolean }) {
  const { t } = useTranslation();
  const reached = access.effective.flatMap(({ account, gained, lost }) => {
    const byRole = (some: typeof gained) => some.filter(({ through }) => through.length > 0).map(({ item }) => item);
    const items = { gained: byRole(back ? lost : gained), lost: byRole(back ? gained : lost) };
    return items.gained.length + items.lost.length === 0 ? [] : [{ account, ...items }];
  });
  if (reached.length === 0) return null;
  return (
    <section className={classes.account} aria-label={t('access.byRoles')}>
      <p className={classes.small}>{t('access.byRoles')}</p>
      {reached.map(({ account, gained, lost }) => (
        <div key={accountName(account)}>
          <code>{accountName(account)}</code>
          <Items sign="+" items={gained} />
          <Items sign="−" items={lost} />
        </div>
      ))}
    </section>
  );
}
