import type { ClusterView } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { useExact } from '../../components/Time';
import { useBytes } from '../../components/useBytes';
import classes from './Cluster.module.css';

/** What row images take on the cluster. */
export function KeptImages({ images }: Pick<ClusterView, 'images'>) {
  const { t } = useTranslation();
  const bytes = useBytes();
  const exact = useExact();
  if (!images) return <p className={classes.plain}>{t('targets.cluster.imagesNotSeen')}</p>;
  return (
    <p className={classes.plain}>
      {t('targets.cluster.imagesBytes', { size: bytes(images.bytes), when: exact(images.seenAt) })}
      {images.unknown > 0 && ` ${t('targets.cluster.imagesUnknown', { size: bytes(images.unknown) })}`}
    </p>
  );
}
