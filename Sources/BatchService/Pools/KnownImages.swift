import AzureWire

/// The images of the marketplace that nodes of Batch can run: those that Azure
/// has listed as supported over the years, whatever their version.
///
/// Nodes here run the system of their machine whatever image a pool names, but
/// a pool that no account in Azure would take is refused here, too. Source:
/// Batch API, "Account - List Supported Images".
enum KnownImages {
  /// By publisher, the beginnings of its offers.
  private static let offers: [String: [String]] = [
    "almalinux": ["almalinux"],
    "batch": ["rendering-"],
    "canonical": ["ubuntuserver", "0001-com-ubuntu-server-", "ubuntu-"],
    "credativ": ["debian"],
    "debian": ["debian-"],
    "microsoft-ads": ["linux-data-science-vm", "standard-data-science-vm"],
    "microsoft-azure-batch": ["centos-container", "ubuntu-server-container"],
    "microsoft-dsvm": ["ubuntu-", "dsvm-", "linux-data-science-vm", "azureml", "aml-workstation"],
    "microsoftcblmariner": ["cbl-mariner", "azure-linux-"],
    "microsoftwindowsserver": ["windowsserver"],
    "openlogic": ["centos"],
    "oracle": ["oracle-linux"],
    "redhat": ["rhel"],
    "resf": ["rockylinux-"],
    "suse": ["sles", "opensuse"],
    "xilinx": ["xilinx_alveo_"],
  ]

  /// - Throws: ``WireError`` `InvalidPropertyValue` for an image that does not
  ///   exist. One that the client has made itself is taken at its word.
  static func check(_ image: ImageReference?) throws {
    guard let image, image.virtualMachineImageId == nil, image.sharedGalleryImageId == nil,
      image.communityGalleryImageId == nil
    else { return }
    guard let publisher = image.publisher, let offer = image.offer, let sku = image.sku else {
      throw refused(image, "An image of the marketplace has a publisher, an offer and a sku")
    }
    let (name, wanted) = (publisher.lowercased(), offer.lowercased())
    let machine = SupportedImage.thisMachine
    if name == machine.publisher.lowercased(), wanted == machine.offer.lowercased() { return }
    guard !sku.isEmpty, offers[name]?.contains(where: wanted.hasPrefix) == true else {
      throw refused(
        image, "There is no such image, or Batch does not support it; GET /supportedimages lists the images")
    }
  }

  private static func refused(_ image: ImageReference, _ reason: String) -> WireError {
    let words = [image.publisher, image.offer, image.sku].map { $0 ?? "" }.joined(separator: ":")
    return .invalidProperty("imageReference", value: words, reason: reason)
  }
}
