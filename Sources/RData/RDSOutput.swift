/// The bytes of a serialization as it is being written, in XDR, with the
/// numbering of the objects that later items can refer to.
///
/// A class, because the writer and the copiers of opaque values take turns
/// on one output.
final class RDSOutput {
  private(set) var bytes: [UInt8] = []
  private var referenceCount = 0
  private var symbols: [[UInt8]: Int] = [:]

  /// For every stream that opaque values come from, which of its references
  /// have been written, and as which of ours.
  private var carried: [ObjectIdentifier: [Int: Int]] = [:]
  /// Keeps those streams alive, and so their identifiers unique.
  private var streams: [RDSStream] = []

  func word(_ value: UInt32) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  func int32(_ value: Int32) { word(UInt32(bitPattern: value)) }

  func type(_ type: RDSItemType) { word(UInt32(type.rawValue)) }

  /// A number of elements, in the long form when it needs one.
  func count(_ count: Int) {
    if let short = Int32(exactly: count) {
      int32(short)
    } else {
      int32(-1)
      word(UInt32(truncatingIfNeeded: count >> 32))
      word(UInt32(truncatingIfNeeded: count))
    }
  }

  func raw(_ octets: some Collection<UInt8>) { bytes.append(contentsOf: octets) }

  func integers(_ values: [Int32]) {
    append(values, size: 4) { $0.bigEndian }
  }

  func doubles(_ values: [Double]) {
    append(values, size: 8) { $0.bitPattern.bigEndian }
  }

  /// A CHARSXP; `nil` is NA.
  func charString(_ text: (some Collection<UInt8>)?, encoding: RStringEncoding) {
    let flags = UInt32(RDSItemType.charString.rawValue) | encoding.rawValue << 12
    word(flags)
    guard let text else {
      int32(-1)
      return
    }
    count(text.count)
    raw(text)
  }

  /// A string of ours.
  func string(_ text: String?) {
    guard let text else {
      charString(nil as [UInt8]?, encoding: [])
      return
    }
    let utf8 = text.utf8
    charString(utf8, encoding: utf8.allSatisfy { $0 < 0x80 } ? .ascii : .utf8)
  }

  /// A symbol, by reference when it was written before. The empty name is
  /// R's missing argument.
  func symbol(_ name: some Collection<UInt8>) {
    if name.isEmpty {
      type(.missingArgument)
      return
    }
    let key = Array(name)
    if let index = symbols[key] {
      reference(index)
      return
    }
    symbols[key] = register()
    type(.symbol)
    charString(key, encoding: key.allSatisfy { $0 < 0x80 } ? .ascii : .utf8)
  }

  func reference(_ index: Int) {
    let number = UInt32(truncatingIfNeeded: index + 1)
    word(number << 8 | UInt32(RDSItemType.reference.rawValue))
  }

  /// Numbers the object that is about to be written.
  func register() -> Int {
    defer { referenceCount += 1 }
    return referenceCount
  }

  func carriedReference(_ index: Int, of stream: RDSStream) -> Int? {
    carried[ObjectIdentifier(stream)]?[index]
  }

  func setCarriedReference(_ index: Int, of stream: RDSStream, to ours: Int) {
    let identifier = ObjectIdentifier(stream)
    if carried[identifier] == nil { streams.append(stream) }
    carried[identifier, default: [:]][index] = ours
  }

  private func append<Element, Bits>(_ values: [Element], size: Int, _ bits: (Element) -> Bits) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: values.count * size))
    bytes.withUnsafeMutableBytes { buffer in
      for index in values.indices {
        buffer.storeBytes(of: bits(values[index]), toByteOffset: start + size * index, as: Bits.self)
      }
    }
  }
}
