internal import RData

/// What R is asked to do, as the driver reads it: a named list.
struct RRequest: Sendable {
  enum Operation: String, Sendable {
    case evaluate, known, loop
  }

  let operation: Operation
  /// Data that the code sees in the global environment.
  private let values: [RBinding]
  /// All variables of the session, where they are known.
  var session: [String: RValue]?
  private var entries: [RBinding] = []

  /// - Parameter variables: assigned in the global environment first.
  ///   Functions go as source, which keeps their comments.
  init(_ operation: Operation, variables: [RBinding] = []) {
    self.operation = operation
    var values: [RBinding] = []
    var functions: [RBinding] = []
    for variable in variables {
      if case .function(let source) = variable.value.storage, variable.value.attributes.isEmpty {
        functions.append(RBinding(name: variable.name, value: .string(source)))
      } else {
        values.append(variable)
      }
    }
    self.values = values
    self["functions"] = Self.list(functions)
  }

  /// The value under a name; NULL when there is none.
  subscript(name: String) -> RValue {
    get { entries.first { $0.name == name }?.value ?? .null }
    set {
      entries.removeAll { $0.name == name }
      entries.append(RBinding(name: name, value: newValue))
    }
  }

  /// Has R set variables of its environment first; `nil` removes one.
  mutating func setEnvironment(_ variables: [String: String?]) {
    guard !variables.isEmpty else { return }
    let sorted = variables.sorted { $0.key < $1.key }
    var values = RValue(.character(sorted.map(\.value)))
    values.names = sorted.map(\.key)
    self["environment"] = values
  }

  /// Has R print as these options say.
  mutating func setOptions(_ options: ROptions) {
    self["options"] = .list([
      "digits": .int(Int32(clamping: options.digits)), "scipen": .int(Int32(clamping: options.scipen)),
      "width": .int(Int32(clamping: options.width)),
    ])
  }

  /// The list, serialized, without the values that R has already.
  func bytes(_ kept: inout KeptValues) throws(RDSError) -> [UInt8] {
    let plan = kept.plan(values, session: session)
    let variables = [
      RBinding(name: "variables", value: Self.list(plan.sent)), RBinding(name: "keep", value: Self.list(plan.keep)),
      RBinding(name: "kept", value: Self.list(plan.kept)), RBinding(name: "forget", value: .strings(plan.forget)),
    ]
    return try RDS.write(Self.list(entries + variables), compression: .none)
  }

  static func list(_ bindings: [RBinding]) -> RValue {
    .list(bindings.map(\.value), names: bindings.map(\.name))
  }
}
