import Testing

/// The semantics of Batch on the real service: real agents, real processes,
/// asked over HTTP. Suites by topic extend it, and share one service.
@Suite("The engine", .sharedEngine, .timeLimit(.minutes(5)))
struct EngineTests {}
