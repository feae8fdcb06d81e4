import RData
import Rendering

/// Values with everything that a cell can be.
enum SampleTables {
  static let tasks = RValue.dataFrame(
    [
      "Id": .strings(["1", "2", "merge"]), "State": .strings(["completed", "running", "active"]),
      "Result": RValue(.character(["failure", nil, nil])), "ExitCode": RValue(.integer([1, .naInteger, .naInteger])),
      "Started": times([1_795_881_200, 1_795_881_260.5, .naReal]), "Took": seconds([200, 7.25, .naReal]),
      "Message": RValue(.character(["bad \"luck\", it seems\nagain", "", nil])),
    ], rowCount: 3)

  static let empty = RValue.dataFrame(
    ["Id": RValue(.character([])), "State": RValue(.character([]))], rowCount: 0)

  static func times(_ seconds: [Double]) -> RValue {
    var value = RValue(.double(seconds))
    value.attributes["class"] = .strings(["POSIXct", "POSIXt"])
    value.attributes["tzone"] = .string("UTC")
    return value
  }

  static func seconds(_ seconds: [Double]) -> RValue {
    var value = RValue(.double(seconds))
    value.attributes["class"] = .string("difftime")
    value.attributes["units"] = .string("secs")
    return value
  }

  static func factor(_ codes: [Int32], levels: [String]) -> RValue {
    var value = RValue(.integer(codes))
    value.attributes["class"] = .string("factor")
    value.attributes["levels"] = .strings(levels)
    return value
  }

  /// A table of texts.
  static func table(_ columns: [(String, [String])]) -> Table {
    Table(
      columns: columns.map { Table.Column(name: $0.0, cells: $0.1.map { .text($0) }) }, rowCount: columns[0].1.count)
  }
}
