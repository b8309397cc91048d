// Short messages about what was just done; Mantine announces them to screen readers.
import { notifications } from '@mantine/notifications';
import { useTell } from './ProblemNotice';

export function useSay(): { done(text: string): void; failed(error: unknown): void } {
  const tell = useTell();
  return {
    done: (message) => notifications.show({ message, color: 'teal', withBorder: true }),
    failed: (error) => {
      const told = tell(error);
      notifications.show({
        title: told.title,
        message: `${told.help} (${told.code})`,
        color: 'red',
        withBorder: true,
        autoClose: 12_000,
        role: 'alert',
      });
    },
  };
}
