import Glibc

/// What is said on standard error.
enum Messages {
    /// Says a sentence, made harmless for a terminal. Where standard error cannot be written to, there is nowhere to say so.
    static func say(_ sentence: String) {
        _ = Array("dixit: \(HarmlessText.line(sentence))\n".utf8).withUnsafeBytes {
            Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
        }
    }
}
