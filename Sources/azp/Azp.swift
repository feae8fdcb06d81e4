import ArgumentParser
@main struct Azp { static func main() {} }
