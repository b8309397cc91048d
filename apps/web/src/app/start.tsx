import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import './global.css';
import { createRoot } from 'react-dom/client';
import { startTexts } from '../i18n/i18n';
import { App } from './App';
import { reloadWhenReplaced } from './reload-when-replaced';

export async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  reloadWhenReplaced();
  await startTexts();
  createRoot(root).render(<App />);
}
