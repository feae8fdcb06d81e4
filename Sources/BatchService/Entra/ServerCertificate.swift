import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// The certificate of the listener with TLS: signed by itself, for this
/// machine's loopback names, made once and kept beside the account's key.
struct ServerCertificate {
  private let certificates: [NIOSSLCertificate]
  private let key: NIOSSLPrivateKey

  /// Reads it, or makes it when it is missing or ends within a month.
  ///
  /// - Parameters: the files, in PEM; the key's is private to the user.
  /// - Throws: ``ServiceError`` when they cannot be read or written.
  init(certificatePath: String, keyPath: String, now: Date) throws {
    do {
      if !Self.isUsable(certificatePath, keyPath, now) {
        try Self.make(certificatePath: certificatePath, keyPath: keyPath, now: now)
      }
      certificates = try NIOSSLCertificate.fromPEMFile(certificatePath)
      key = try NIOSSLPrivateKey(file: keyPath, format: .pem)
    } catch {
      throw ServiceError(
        "The certificate \(certificatePath) cannot be made or read (\(error)); remove it and \(keyPath), and try again."
      )
    }
  }

  /// What a listener needs to speak TLS with it.
  var configuration: TLSConfiguration {
    .makeServerConfiguration(certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
  }

  private static func isUsable(_ certificatePath: String, _ keyPath: String, _ now: Date) -> Bool {
    guard FileManager.default.fileExists(atPath: keyPath),
      let pem = try? String(contentsOfFile: certificatePath, encoding: .utf8),
      let certificate = try? Certificate(pemEncoded: pem)
    else { return false }
    return certificate.notValidAfter > now.addingTimeInterval(30 * 86_400)
  }

  private static func make(certificatePath: String, keyPath: String, now: Date) throws {
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName("azp") }
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: Certificate.PublicKey(key.publicKey),
      notValidBefore: now.addingTimeInterval(-86_400), notValidAfter: now.addingTimeInterval(365 * 86_400),
      issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        // Clients that are told to trust this file need it to be an authority as well.
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        SubjectAlternativeNames([
          .dnsName("localhost"), .dnsName("*.localhost"),
          .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
        ])
      },
      issuerPrivateKey: Certificate.PrivateKey(key))
    try write(key.pemRepresentation, to: keyPath)
    try write(try certificate.serializeAsPEM().pemString, to: certificatePath)
  }

  /// The process's umask keeps the file private.
  private static func write(_ text: String, to path: String) throws {
    try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
