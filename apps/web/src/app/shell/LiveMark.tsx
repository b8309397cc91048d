import { IconBolt, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Shell.module.css';

export function LiveMark({ live }: { live: boolean }) {
  const { t } = useTranslation();
  return (
    <span
      className={classes.live}
      data-live={live}
      role="status"
      title={live ? t('shell.liveHelp') : t('shell.reconnectingHelp')}
    >
      {live ? <IconBolt size={14} aria-hidden /> : <IconPlugConnectedX size={14} aria-hidden />}
      <span>{live ? t('shell.live') : t('shell.reconnecting')}</span>
    </span>
  );
}
