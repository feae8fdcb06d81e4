package import RData
package final class LocalR: Sendable {
  package enum Output: Sendable { case standard(String), error(String) }
  package init(rscript: String? = nil, output: @escaping @Sendable (Output) -> Void) {}
  package static func find(path: String?) -> String? { "/usr/bin/Rscript" }
  package func evaluate(_ source: String, variables: [RBinding]) async throws -> RValue { .null }
  package func shutdown() async {}
}
