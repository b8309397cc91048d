import { Kbd, Modal, Table } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { keysOn } from './key-dispatch';
import { modKey } from './mod-key';

const list = [
  ['g i', 'inbox'],
  ['g n', 'new'],
  ['g t', 'targets'],
  ['g p', 'people'],
  ['g l', 'audit'],
  ['g m', 'account'],
  ['/', 'filter'],
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['a', 'approve'],
  [`${modKey} Enter`, 'file'],
  [`${modKey} K`, 'palette'],
  ['?', 'help'],
] as const;

export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shell.keys')}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      {!keysOn() && <p>{t('shell.keysOff')}</p>}
      <Table aria-label={t('shell.keys')}>
        <Table.Tbody>
          {list.map(([keys, name]) => (
            <Table.Tr key={name}>
              <Table.Td>{t(`shell.key.${name}`)}</Table.Td>
              <Table.Td ta="right">
                {keys.split(' ').map((key, at) => (
                  <Fragment key={key}>
                    {at > 0 && (keys.startsWith('g') ? ` ${t('shell.key.then')} ` : ' ')}
                    <Kbd>{key}</Kbd>
                  </Fragment>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
