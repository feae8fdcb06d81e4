import AzureWire
import GRDB

extension Schema {
  /// Earlier versions kept keys and passwords of mounts, private keys and
  /// protected settings in descriptions, and told them.
  static func removeSecrets(_ db: Database) throws {
    for table in ["pools", "jobs", "jobSchedules"] {
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT id, spec FROM \(table) WHERE spec LIKE '%mountConfiguration%' OR spec LIKE '%sshPrivateKey%'
            OR spec LIKE '%protectedSettings%'
          """)
      for row in rows {
        let spec = SecretMembers.removed(from: try JSONText.decode(JSONValue.self, row["spec"]))
        try db.execute(
          sql: "UPDATE \(table) SET spec = ? WHERE id = ?", arguments: [try JSONText.encode(spec), row["id"] as String])
      }
    }
  }
}
