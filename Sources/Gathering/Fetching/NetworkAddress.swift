import Glibc

/// An address of the internet protocol, version 4 or 6, as a connection is made to it.
struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16 bytes, the first one first.
    let bytes: [UInt8]

    /// An address in its usual notation: "192.0.2.7", "2001:db8::7", "[2001:db8::7]".
    init?(_ text: String) {
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        var (four, six) = (in_addr(), in6_addr())
        // C ends a text at its first NUL.
        guard !bare.utf8.contains(0) else { return nil }
        if inet_pton(AF_INET, bare, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, bare, &six) == 1 {
            bytes = withUnsafeBytes(of: six) { Array($0) }
        } else {
            return nil
        }
    }

    /// The address of a socket; nil where its family is neither of the two, or it is shorter than its family's.
    ///
    /// - Parameter socket: `struct sockaddr` and what follows it.
    init?(socket: UnsafeRawBufferPointer) {
        guard socket.count >= MemoryLayout<sa_family_t>.size else { return nil }
        switch Int32(socket.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET where socket.count >= MemoryLayout<sockaddr_in>.size:
            bytes = withUnsafeBytes(of: socket.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
        case AF_INET6 where socket.count >= MemoryLayout<sockaddr_in6>.size:
            bytes = withUnsafeBytes(of: socket.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
        default: return nil
        }
    }

    /// "192.0.2.7", "2001:db8::7"
    var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        _ = bytes.withUnsafeBytes {
            inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, $0.baseAddress, &text, socklen_t(text.count))
        }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What the address is reserved for, where it does not lie in the public internet: "this machine", "a private network"; nil where it does.
    ///
    /// As the registries have it that IANA keeps by RFC 6890. Of version 6 only 2000::/3 is public; an address of version 4 inside one of
    /// version 6 (RFC 4291 mapped, RFC 6052 NAT64, RFC 3056 6to4) counts as itself, since a gateway may hand it on.
    /// A public address of this machine itself, or of one on the same link, counts as theirs.
    var reservation: String? { registered ?? NetworkAddress.own(bytes) }

    private var registered: String? {
        bytes.count == 4 ? NetworkAddress.first(of: NetworkAddress.version4, holding: bytes[...]) : reservationOfVersion6
    }

    private var reservationOfVersion6: String? {
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF { return embedded(at: 12) }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8)) { return embedded(at: 12) }
        if bytes.starts(with: [0x20, 0x02]) { return embedded(at: 2) }
        if let name = NetworkAddress.first(of: NetworkAddress.version6, holding: bytes[...]) { return name }
        return bytes[0] & 0xE0 == 0x20 ? nil : "reserved"
    }

    private func embedded(at place: Int) -> String? {
        NetworkAddress.first(of: NetworkAddress.version4, holding: bytes[place..<place + 4])
    }

    private typealias Block = (prefix: [UInt8], bits: Int, name: String)

    private static func first(of blocks: [Block], holding address: ArraySlice<UInt8>) -> String? {
        blocks.first { block in
            zip(address, block.prefix).enumerated().allSatisfy { at, pair in
                let bits = min(max(block.bits - 8 * at, 0), 8)
                return (pair.0 ^ pair.1) >> (8 - bits) == 0
            }
        }?.name
    }

    private static let version4: [Block] = [
        ([127], 8, "this machine"), ([0], 8, "this machine"), ([10], 8, "a private network"),
        ([172, 16], 12, "a private network"),
        ([192, 168], 16, "a private network"), ([169, 254], 16, "the local link"), ([100, 64], 10, "a provider's inner network"),
        ([192, 0, 0], 24, "reserved"), ([192, 0, 2], 24, "reserved"), ([192, 88, 99], 24, "reserved"),
        ([198, 18], 15, "reserved"),
        ([198, 51, 100], 24, "reserved"), ([203, 0, 113], 24, "reserved"), ([224], 4, "a group of machines"),
        ([240], 4, "reserved"),
        // A public number behind which one provider of machines answers each machine about itself.
        ([168, 63, 129, 16], 32, "the local link"),
    ]

    private static let version6: [Block] = [
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 128, "this machine"),
        ([UInt8](repeating: 0, count: 16), 128, "this machine"),
        ([0xFC], 7, "a private network"), ([0xFE, 0x80], 10, "the local link"), ([0xFE, 0xC0], 10, "a private network"),
        ([0xFF], 8, "a group of machines"),
        ([0x20, 0x01, 0x00], 23, "reserved"), ([0x20, 0x01, 0x0D, 0xB8], 32, "reserved"), ([0x3F, 0xFF, 0x00], 20, "reserved"),
    ]
}

extension NetworkAddress {
    /// An address that this machine has, and which of its bits are those of all addresses on the same link.
    struct OnLink: Hashable {
        let address, mask: [UInt8]
    }

    /// What an address is by the addresses that this machine has now: "this machine", "the local network"; nil where it is neither.
    static func own(_ address: [UInt8], among links: [OnLink] = NetworkAddress.links) -> String? {
        let same = links.filter { $0.address.count == address.count }
        if same.contains(where: { $0.address == address }) { return "this machine" }
        let isNear = same.contains { link in
            // A link that reaches everywhere, or no further than this machine, tells nothing.
            guard link.mask.count == address.count, link.mask[0] != 0, link.mask.contains(where: { $0 != 0xFF }) else {
                return false
            }
            return zip(zip(link.address, address), link.mask).allSatisfy { ($0.0 ^ $0.1) & $1 == 0 }
        }
        return isNear ? "the local network" : nil
    }

    static var links: [OnLink] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        var links: [OnLink] = []
        var next = first
        while let interface = next?.pointee {
            next = interface.ifa_next
            guard let address = bytes(interface.ifa_addr) else { continue }
            links.append(OnLink(address: address, mask: bytes(interface.ifa_netmask) ?? []))
        }
        return links
    }

    private static func bytes(_ socket: UnsafeMutablePointer<sockaddr>?) -> [UInt8]? {
        guard let socket else { return nil }
        let size = socket.pointee.sa_family == AF_INET6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        return NetworkAddress(socket: UnsafeRawBufferPointer(start: socket, count: size))?.bytes
    }
}
