/// Where an array lies in a model file.
struct TensorPlace: Codable {
    var name: String
    var type: TensorType
    var shape: [Int]
    var offset: Int

    var count: Int { shape.reduce(1, *) }

    /// Whether it is well formed and inside a file of `length` bytes; counted so that no number in a hostile header overflows.
    func lies(within length: Int) -> Bool {
        guard offset >= 0, offset % ModelFile.alignment == 0, offset <= length else { return false }
        var bytes = type.size
        for n in shape {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: n)
            guard n > 0, !overflow else { return false }
            bytes = product
        }
        return bytes <= length - offset
    }
}

/// The kinds of numbers in a model file, little-endian.
enum TensorType: String, Codable {
    case u8, i8, i32, f32

    var size: Int { self == .u8 || self == .i8 ? 1 : 4 }
}

/// A Swift type that a model file's arrays can hold.
public protocol TensorElement {
    /// The name of the type in the file.
    static var tensorTypeName: String { get }
}

extension TensorElement {
    static var tensorType: TensorType { TensorType(rawValue: tensorTypeName) ?? .u8 }
}

extension UInt8: TensorElement {
    /// "u8".
    public static var tensorTypeName: String { "u8" }
}

extension Int8: TensorElement {
    /// "i8".
    public static var tensorTypeName: String { "i8" }
}

extension Int32: TensorElement {
    /// "i32".
    public static var tensorTypeName: String { "i32" }
}

extension Float: TensorElement {
    /// "f32".
    public static var tensorTypeName: String { "f32" }
}

/// An array of numbers inside a mapped model file, or made of what one holds.
public struct Tensor<Element>: @unchecked Sendable {
    // Sendable: the memory is read-only and lives as long as `owner`, which this value holds.
    private let owner: AnyObject
    /// The first element.
    public let start: UnsafePointer<Element>
    /// How many elements there are.
    public let count: Int

    init(file: ModelFile, start: UnsafePointer<Element>, count: Int) {
        owner = file
        self.start = start
        self.count = count
    }

    /// An array of its own, which `fill` writes whole.
    init(count: Int, fill: (UnsafeMutablePointer<Element>) -> Void) {
        let memory = OwnMemory(bytes: count * MemoryLayout<Element>.stride)
        let start = memory.start.bindMemory(to: Element.self, capacity: count)
        fill(start)
        owner = memory
        self.start = UnsafePointer(start)
        self.count = count
    }

    /// The element at `index`, which the caller keeps below `count`.
    public subscript(index: Int) -> Element { start[index] }
}

/// Memory that goes with its last user.
private final class OwnMemory {
    let start: UnsafeMutableRawPointer

    init(bytes: Int) { start = .allocate(byteCount: max(bytes, 1), alignment: ModelFile.alignment) }

    deinit { start.deallocate() }
}
