export { MemoryRepository } from './memory-repository.js';
export type { Answer, MethodProvider, MethodProviders, Received } from './method-providers.js';
export type { ProviderContext } from './provider-context.js';
export { RepositoryLoadError } from './repository-error.js';
export type { MemoryRepositoryOptions } from './repository-options.js';
