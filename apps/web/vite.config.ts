import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = 'http://127.0.0.1:8470';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The contracts are read from their sources, so that a build needs no built library.
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing as data: URIs, which a strict content security policy refuses for fonts.
    assetsInlineLimit: 0,
  },
  server: { port: 5173, proxy: { '/api': { target: api, changeOrigin: false } } },
});
