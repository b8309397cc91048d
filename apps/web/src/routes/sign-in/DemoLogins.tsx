import { useTranslation } from 'react-i18next';
import type { DemoLogin } from '@sluice/contracts';
import classes from './EntryFrame.module.css';

export function DemoLogins({ logins, onUse }: { logins: readonly DemoLogin[]; onUse: (login: DemoLogin) => void }) {
  const { t } = useTranslation();
  return (
    <section className={classes.demo} aria-labelledby="demo-logins">
      <h2 id="demo-logins">{t('entry.demoTitle')}</h2>
      <p>{t('entry.demoHelp')}</p>
      <ul>
        {logins.map((login) => (
          <li key={login.login}>
            <button
              type="button"
              onClick={() => {
                onUse(login);
              }}
            >
              <span>
                {login.name} <code>{login.login}</code>
              </span>
              <span className={classes.roles}>{login.roles.map((role) => t(`role.${role}`)).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
