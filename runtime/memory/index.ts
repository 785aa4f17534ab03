export { MemoryRepository, type MemoryRepositoryOptions } from './memory-repository.js';
export type { Answer, MethodProvider, MethodProviders, Received } from './method-providers.js';
export type { ProviderContext } from './provider-context.js';
export { RepositoryLoadError } from './repository-error.js';
