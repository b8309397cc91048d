import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { verifyAgain } from '../../api/change-requests';
import { keys } from '../../api/keys';
import { useSay } from '../../components/useSay';

export function useVerifyAgain(id: number) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: () => verifyAgain(id),
    onSuccess: () => {
      say.done(t('request.said.verifying', { id }));
    },
    onError: say.failed,
    onSettled: () => client.invalidateQueries({ queryKey: keys.requests }),
  });
}
