#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A socket that takes connections.
package struct ListeningSocket: Sendable {
    let descriptor: Int32
    /// The port, which the system has chosen where 0 was asked for.
    package let port: Int

    /// Listens at an address in numbers, "127.0.0.1" or "::1".
    ///
    /// - Throws: `ListeningError`.
    package init(address: String, port: Int) throws(ListeningError) {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address, "\(port)", &hints, &found) == 0, let info = found?.pointee else {
            throw ListeningError("“\(address)” is no address in numbers; give one such as 127.0.0.1 or 192.168.1.5")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(info.ai_family, info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard descriptor >= 0, bind(descriptor, info.ai_addr, info.ai_addrlen) == 0, listen(descriptor, 512) == 0 else {
            let reason = errno
            if descriptor >= 0 { Glibc.close(descriptor) }
            throw ListeningSocket.fault(address, port, reason)
        }
        self.descriptor = descriptor
        self.port = ListeningSocket.port(of: descriptor) ?? port
    }

    private static func fault(_ address: String, _ port: Int, _ reason: Int32) -> ListeningError {
        switch reason {
        case EADDRINUSE: ListeningError("port \(port) is in use; end what listens there, or choose another")
        case EACCES: ListeningError("port \(port) is reserved; choose one above 1023")
        case EADDRNOTAVAIL: ListeningError("\(address) is no address of this machine; choose one of its own")
        default:
            ListeningError(
                "\(address), port \(port): listening failed (\(String(cString: strerror(reason)))); choose another"
            )
        }
    }

    private static func port(of descriptor: Int32) -> Int? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard status == 0 else { return nil }
        // The port stands at the same place, bytes 2 and 3, for both families.
        return withUnsafeBytes(of: &storage) { Int($0[2]) << 8 | Int($0[3]) }
    }
}

/// Why nothing can be served at an address. The description is one sentence.
package struct ListeningError: Error, Sendable, CustomStringConvertible {
    /// The sentence.
    package let description: String

    init(_ description: String) { self.description = description }
}
