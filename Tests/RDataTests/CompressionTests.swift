import Foundation
import RData
import Testing

/// The ways in which R spells and packs one value.
@Suite("Formats and compressions", .enabled(if: RScript.exists))
struct CompressionTests {
  private static let value = """
    x <- list(a = c(1.5, NA, NaN, Inf, -Inf, 1/4, 1e-300), b = c(1L, NA), c = c('é\\n\\t"\\\\ ', NA, ''), d = c(TRUE, NA),
      e = as.raw(c(0, 255)), f = 1i, g = factor('u'), h = quote(f(x)), i = 1:5, j = as.character(1:3),
      k = data.frame(n = 1:2, s = c('a', 'b')), l = strrep('long ', 2e3), m = as.numeric(1:34000))
    """

  @Test("every format, version and compression reads alike")
  func everyWay() throws {
    try RScript.withFolder { folder in
      let names = try RScript.run(
        """
        \(Self.value)
        formats <- list(xdr = list(), native = list(xdr = FALSE), ascii = list(ascii = TRUE), hex = list(ascii = NA))
        files <- list(plain = file, gzip = gzfile, bzip2 = bzfile, xz = xzfile)
        for (format in names(formats)) for (version in 2:3) {
          bytes <- do.call(serialize, c(list(x, NULL, version = version), formats[[format]]))
          for (kind in names(files)) {
            name <- paste(format, version, kind, sep = '-')
            out <- files[[kind]](name, 'wb'); writeBin(bytes, out); close(out); cat(name, '\\n')
          }
          for (kind in c('gzip', 'bzip2', 'xz')) {
            name <- paste(format, version, 'memory', kind, sep = '-')
            writeBin(memCompress(bytes, kind), name); cat(name, '\\n')
          }
        }
        """, in: folder
      ).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(names.count == 4 * 2 * 7)
      let plain = try RDS.read(contentsOf: folder.appending(path: "xdr-3-plain").path)
      #expect(plain.element("c") == RValue(.character(["é\n\t\"\\ ", nil, ""])))
      #expect(plain.element("b") == RValue(.integer([1, .naInteger])))
      #expect(plain.element("m")?.count == 34000)
      for name in names {
        let path = folder.appending(path: name).path
        #expect(try RDS.read(contentsOf: path) == plain, "\(name)")
        #expect(try RDS.read(Data(contentsOf: URL(fileURLWithPath: path)).octets) == plain, "\(name)")
      }
    }
  }

  @Test("files of several streams, as parallel compressors write them", arguments: ["gzfile", "bzfile", "xzfile"])
  func severalStreams(function: String) throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        x <- as.numeric(1:100000); bytes <- serialize(x, NULL)
        whole <- raw()
        for (piece in split(bytes, seq_along(bytes) %/% 100000)) {
          out <- \(function)('piece', 'wb'); writeBin(piece, out); close(out)
          whole <- c(whole, readBin('piece', 'raw', 1e6))
        }
        writeBin(whole, 'whole.rds')
        """, in: folder)
      let expected = RValue(.double((1...100_000).map(Double.init)))
      #expect(try RDS.read(contentsOf: folder.appending(path: "whole.rds").path) == expected)
      #expect(try RDS.read(Data(contentsOf: folder.appending(path: "whole.rds")).octets) == expected)
    }
  }

  @Test("a file that is not there, or is no file, is an error that names it")
  func noFile() {
    for path in ["/nowhere/x.rds", "/tmp"] {
      let error = #expect(throws: RDSError.self) { try RDS.read(contentsOf: path) }
      #expect(error?.code == .unreadable)
      #expect(error?.description.contains(path) == true)
    }
  }

  @Test("what follows the value is ignored, as R does")
  func trailing() throws {
    let bytes = try RDS.write(.number(1), compression: .none)
    #expect(try RDS.read(bytes + [1, 2, 3]) == .number(1))
    let packed = try RDS.write(.number(1))
    #expect(try RDS.read(packed + [0, 0, 0, 0]) == .number(1))
  }
}
