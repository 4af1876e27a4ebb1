import Foundation

/// What C is handed: memory that it gives back with `dixit_free`, and errors as sentences.
enum Handed {
    /// A copy of bytes with a NUL behind them; `length` is told how many there are without it. Nil where there is no memory.
    static func bytes(_ bytes: [UInt8], _ length: UnsafeMutablePointer<Int>? = nil) -> UnsafeMutablePointer<CChar>? {
        guard let memory = malloc(bytes.count + 1) else { return nil }
        bytes.withUnsafeBytes { if let start = $0.baseAddress { memcpy(memory, start, $0.count) } }
        memory.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self)
        length?.pointee = bytes.count
        return memory.assumingMemoryBound(to: CChar.self)
    }

    /// What `body` gives; nil where it fails, and `error` is then told why.
    static func attempt<Value>(_ error: ErrorPlace?, _ body: () throws -> Value?) -> Value? {
        do {
            error?.pointee = nil
            return try body()
        } catch let fault {
            error?.pointee = bytes(Array("\(fault)".utf8))
            return nil
        }
    }

    /// Where C wants to find the sentence of an error.
    typealias ErrorPlace = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
}

/// `dixit_free`: gives back what another function has handed out; NULL is nothing.
@_cdecl("dixit_free")
public func giveBack(_ memory: UnsafeMutableRawPointer?) { free(memory) }

/// Why a call makes no sense. The description is one sentence.
struct CallError: Error, CustomStringConvertible {
    let description: String
}
