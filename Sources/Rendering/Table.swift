/// Named columns of cells: what every output format writes.
package struct Table: Sendable, Equatable {
  /// A column, whose cells may be of different kinds.
  package struct Column: Sendable, Equatable {
    /// The column's head.
    package var name: String
    /// One for each row.
    package var cells: [TableCell]

    package init(name: String, cells: [TableCell]) {
      self.name = name
      self.cells = cells
    }

    /// Whether its cells stand to the right: all numbers, as far as there are any.
    var isRight: Bool {
      cells.contains(where: \.isNumber) && cells.allSatisfy { $0.isNumber || $0 == .missing }
    }
  }

  /// The first is the one that tells the rows apart; the later a column
  /// stands, the sooner it is left out where there is no room.
  package var columns: [Column]
  /// How many cells each column has.
  package var rowCount: Int

  /// - Precondition: every column has `rowCount` cells.
  package init(columns: [Column], rowCount: Int) {
    self.columns = columns
    self.rowCount = rowCount
  }

  /// The first column of that name; nil when there is none.
  package func column(named name: String) -> Column? { columns.first { $0.name == name } }

  /// The rows with these numbers, in this order.
  package func rows(_ numbers: [Int]) -> Table {
    Table(
      columns: columns.map { column in Column(name: column.name, cells: numbers.map { column.cells[$0] }) },
      rowCount: numbers.count)
  }
}
