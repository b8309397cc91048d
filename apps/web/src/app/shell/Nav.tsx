import type { Me } from '@sluice/contracts';
import { IconDatabase, IconHistory, IconInbox, IconPencilPlus, IconUser, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { inboxCountQuery } from '../../api/change-requests';
import { files, hasRole } from '../useMe';
import classes from './Shell.module.css';

function Item(props: {
  to: '/' | '/requests/new' | '/targets' | '/people' | '/audit' | '/account';
  icon: ComponentType<{ size: number; 'aria-hidden': boolean }>;
  text: string;
  count?: ReactNode;
}) {
  return (
    <Link to={props.to} className={classes.link} activeOptions={{ exact: props.to === '/', includeSearch: false }}>
      <props.icon size={16} aria-hidden />
      {props.text}
      {props.count}
    </Link>
  );
}

export function Nav({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { data: waiting = 0 } = useQuery(inboxCountQuery);
  return (
    <>
      <Item
        to="/"
        icon={IconInbox}
        text={t('shell.inbox')}
        count={
          waiting > 0 && (
            <span className={classes.count} aria-label={t('shell.waiting', { count: waiting })}>
              {waiting}
            </span>
          )
        }
      />
      {files(me) && <Item to="/requests/new" icon={IconPencilPlus} text={t('shell.newRequest')} />}
      <Item to="/targets" icon={IconDatabase} text={t('shell.targets')} />
      {hasRole(me, 'admin') && <Item to="/people" icon={IconUsers} text={t('shell.people')} />}
      {hasRole(me, 'auditor', 'admin') && <Item to="/audit" icon={IconHistory} text={t('shell.audit')} />}
      <Item to="/account" icon={IconUser} text={t('shell.account')} />
    </>
  );
}
