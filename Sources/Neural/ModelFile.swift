import Foundation

/// A model file, mapped into memory: named arrays of numbers and a card that says where they come from.
///
/// The format is described in `Documentation/model-file.md`. Opening checks the length, the checksum of every byte and that each
/// array lies inside the file, so that nothing read from it later can fail; a file that is cut, changed or not a model is
/// refused with one sentence.
public final class ModelFile: @unchecked Sendable {
    // Sendable: the mapping is read-only and private, made by `init` and released by `deinit`; nothing is written after `init`.

    /// The file it was read from.
    public let path: String
    /// What the model is, in the words of whoever trained it: data, licences, figures, limits.
    public let card: ModelCard
    /// The checksum in its header, 16 hexadecimal digits.
    public let checksum: String
    private let bytes: UnsafeRawBufferPointer
    private let tensors: [String: TensorPlace]
    /// Whether arrays are taken as they were before reviews changed them.
    private let isBeforeReviews: Bool

    static let magic = Array("DIXITMDL".utf8)
    static let formatVersion: UInt32 = 2
    static let prefixLength = 32
    static let alignment = 64

    /// Opens and checks a model file.
    ///
    /// - Parameter beforeReviews: takes it as it was before people's reviews were fitted to; one to which none were is as it is.
    public init(path: String, beforeReviews: Bool = false) throws {
        self.path = path
        isBeforeReviews = beforeReviews
        let mapped = try ModelFile.map(path)
        var keep = false
        defer { if !keep { munmap(UnsafeMutableRawPointer(mutating: mapped.baseAddress), mapped.count) } }
        let prefix = try ModelFile.checkPrefix(mapped, path)
        let header: Header
        do {
            let json = Data(mapped[ModelFile.prefixLength..<ModelFile.prefixLength + prefix.headerLength])
            header = try JSONDecoder().decode(Header.self, from: json)
        } catch {
            throw ModelError.damaged(path, "its header is not what format \(ModelFile.formatVersion) asks for")
        }
        var places: [String: TensorPlace] = [:]
        for place in header.tensors {
            guard place.lies(within: mapped.count) else {
                throw ModelError.damaged(path, "the array \(place.name) lies outside it")
            }
            places[place.name] = place
        }
        // The checksum leaves the prefix out: that the arrays begin right behind the header proves the header's length.
        guard header.tensors.map(\.offset).min() == ModelFile.prefixLength + prefix.headerLength else {
            throw ModelError.damaged(path, "its arrays do not begin behind its header")
        }
        card = beforeReviews ? header.card.beforeReviews : header.card
        checksum = prefix.checksum
        tensors = places
        bytes = mapped
        keep = true
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

    /// Whether the file has an array of this name.
    public func has(_ name: String) -> Bool { tensors[name] != nil }

    /// The array `name`, which must have exactly this shape.
    public func tensor<Element: TensorElement>(_ name: String, _ shape: [Int], as type: Element.Type = Element.self) throws
        -> Tensor<Element>
    {
        guard let place = place(of: name), place.type == Element.tensorType, place.shape == shape, let start = bytes.baseAddress
        else {
            throw ModelError.damaged(path, "it has no array \(name) of \(Element.tensorType.rawValue) \(shape)")
        }
        return Tensor(file: self, start: (start + place.offset).assumingMemoryBound(to: Element.self), count: place.count)
    }

    /// The array `name` of bytes, of whatever length.
    public func blob(_ name: String) throws -> [UInt8] {
        guard let place = tensors[name], place.type == .u8 else { throw ModelError.damaged(path, "it has no array \(name)") }
        return Array(bytes[place.offset..<place.offset + place.count])
    }

    /// The numbers of an array of any shape.
    ///
    /// - Throws: `ModelError` where there is none of single precision.
    public func numbers(_ name: String) throws -> [Float] {
        guard let place = place(of: name), place.type == .f32 else {
            throw ModelError.damaged(path, "it has no array \(name) of f32")
        }
        return Array(bytes[place.offset..<place.offset + 4 * place.count]).withUnsafeBytes {
            Array($0.bindMemory(to: Float.self))
        }
    }

    /// The bytes of a file like this one, with another card and other numbers in some arrays. What those are here stands behind all others, under `before.` and
    /// their names; of a file to which reviews were fitted already it stands there from then.
    ///
    /// - Parameter arrays: by their names, each as long as the one in the file; those that were changed before and are not among them become what they were.
    /// - Throws: `ModelError` where an array has no place in the file, or the card none in its header.
    public func rewritten(card: ModelCard, replacing arrays: [String: [Float]]) throws -> [UInt8] {
        var body = Array(bytes)
        var places = tensors
        var arrays = arrays
        for name in tensors.keys where name.hasPrefix(ModelFile.before) {
            let changed = String(name.dropFirst(ModelFile.before.count))
            arrays[changed] = try arrays[changed] ?? numbers(changed)
        }
        for (name, numbers) in arrays.sorted(by: { $0.key < $1.key }) {
            let before = try self.numbers(name)
            guard let place = places[name], before.count == numbers.count else {
                throw ModelError.damaged(path, "its array \(name) is not of \(numbers.count) numbers")
            }
            numbers.withUnsafeBytes { body.replaceSubrange(place.offset..<place.offset + $0.count, with: $0) }
            guard places[ModelFile.before + name] == nil else { continue }
            body += [UInt8](repeating: 0, count: (ModelFile.alignment - body.count % ModelFile.alignment) % ModelFile.alignment)
            let kept = TensorPlace(name: ModelFile.before + name, type: .f32, shape: place.shape, offset: body.count)
            places[kept.name] = kept
            before.withUnsafeBytes { body.append(contentsOf: $0) }
        }
        let first = places.values.map(\.offset).min() ?? body.count
        let header = Header(card: card, tensors: places.values.sorted { $0.offset < $1.offset })
        return try ModelFile.assembled(header, Array(body[first...]), room: first)
    }

    private static let before = "before."

    private func place(of name: String) -> TensorPlace? {
        (isBeforeReviews ? tensors[ModelFile.before + name] : nil) ?? tensors[name]
    }

    /// A file of a header and the arrays behind it.
    ///
    /// - Parameter room: how many bytes stand before the arrays.
    static func assembled(_ header: Header, _ body: [UInt8], room: Int) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var json = Array(try encoder.encode(header))
        guard json.count <= room - prefixLength else { throw ModelError("The model card is too long; shorten reader.json.") }
        json += [UInt8](repeating: 0x20, count: room - prefixLength - json.count)
        func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }
        let rest = json + body
        return magic + little(formatVersion) + little(UInt32(json.count)) + little(UInt64(prefixLength + rest.count))
            + little(rest.withUnsafeBytes(Checksum.of)) + rest
    }

    private static func map(_ path: String) throws -> UnsafeRawBufferPointer {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ModelError(
                "The model \(path) cannot be opened (\(String(cString: strerror(errno)))); make it with `make setup`.")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ModelError("\(path) is not a file; name a model file that `dixit model build` made.")
        }
        let length = Int(status.st_size)
        guard length >= prefixLength else { throw foreign(path) }
        guard let start = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw ModelError(
                "The model \(path) cannot be read (\(String(cString: strerror(errno)))); try again or copy it to a local disk.")
        }
        return UnsafeRawBufferPointer(start: start, count: length)
    }

    private static func foreign(_ path: String) -> ModelError {
        ModelError("\(path) is not a Dixit model; name a file that `dixit model build` made, or make one with `make setup`.")
    }

    private static func checkPrefix(_ file: UnsafeRawBufferPointer, _ path: String) throws -> (
        headerLength: Int, checksum: String
    ) {
        guard file.prefix(8).elementsEqual(magic) else { throw foreign(path) }
        let version = UInt32(littleEndian: file.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        guard version == formatVersion else {
            throw ModelError(
                "\(path) has model format \(version), but this program reads format \(formatVersion); make it again with `make setup`."
            )
        }
        let headerLength = Int(UInt32(littleEndian: file.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
        let length = UInt64(littleEndian: file.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        guard length == UInt64(file.count) else { throw ModelError.damaged(path, "\(file.count) bytes of \(length)") }
        guard prefixLength + headerLength <= file.count else { throw ModelError.damaged(path, "its header is cut") }
        let stored = UInt64(littleEndian: file.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
        let actual = Checksum.of(UnsafeRawBufferPointer(rebasing: file[prefixLength...]))
        guard stored == actual else { throw ModelError.damaged(path, "its checksum does not match its bytes") }
        return (headerLength, hexadecimal(stored))
    }

    static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    struct Header: Codable {
        var card: ModelCard
        var tensors: [TensorPlace]
    }
}
