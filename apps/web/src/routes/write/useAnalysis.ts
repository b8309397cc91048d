// The dry analysis while one writes: asked again when the text rests.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Analysis } from '@sluice/contracts';
import { analysisQuery } from '../../api/change-requests';

const restMs = 400;

export interface LiveAnalysis {
  readonly analysis: Analysis | undefined;
  /** The analysis is of the text as it stands now. */
  readonly current: boolean;
  readonly working: boolean;
  readonly error: Error | null;
}

export function useAnalysis(targetDatabaseId: number | null, statements: string): LiveAnalysis {
  const [rested] = useDebouncedValue(statements, restMs);
  const possible = targetDatabaseId !== null && rested.trim() !== '';
  const { data, isFetching, isPlaceholderData, error } = useQuery({
    ...analysisQuery({ targetDatabaseId: targetDatabaseId ?? 0, statements: rested }),
    enabled: possible,
    placeholderData: (before) => before,
  });
  const empty = targetDatabaseId === null || statements.trim() === '';
  return {
    analysis: empty ? undefined : data,
    current: rested === statements && data !== undefined && !isPlaceholderData,
    working: !empty && (isFetching || rested !== statements),
    error: empty ? null : error,
  };
}
