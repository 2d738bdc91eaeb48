"""The Jupyter project's own conformance suite (jupyter_kernel_test), for both languages: python3 conformance.py [-v] [Class]."""
import unittest

import jupyter_kernel_test


class CSharp(jupyter_kernel_test.KernelTests):
    kernel_name = "workbench-csharp"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oh");'
    completion_samples = [{"text": "Console.Wri", "matches": {"Write", "WriteLine"}}, {"text": "Mat", "matches": {"Math", "MathF"}}]
    complete_code_samples = ["1 + 1", "var x = 3;", "if (true)\n{\n}"]
    incomplete_code_samples = ["if (true)\n{", "Math.Max(1,"]
    invalid_code_samples = ["var = = 3;"]
    code_generate_error = 'throw new InvalidOperationException("boom");'
    code_execute_result = [{"code": "6 * 7", "result": "42"}, {"code": '"text"', "result": "text"}, {"code": "new[] { 1, 2 }", "result": "[ 1, 2 ]"}]
    code_display_data = [{"code": 'display(HTML("<b>b</b>"));', "mime": "text/html"}, {"code": 'display("plain");', "mime": "text/plain"}]
    code_history_pattern = "6 *"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.Max"


class FSharp(jupyter_kernel_test.KernelTests):
    kernel_name = "workbench-fsharp"
    language_name = "F#"
    file_extension = ".fs"
    code_hello_world = 'printfn "hello, world"'
    code_stderr = 'eprintfn "oh"'
    completion_samples = [{"text": "Console.Wri", "matches": {"Write", "WriteLine"}}]
    complete_code_samples = ["1 + 1", "let x = 3"]
    code_generate_error = 'failwith "boom"'
    code_execute_result = [{"code": "6 * 7", "result": "42"}, {"code": '"text"', "result": "text"}, {"code": "[ 1; 2 ]", "result": "[ 1, 2 ]"}]
    code_display_data = [{"code": 'display (HTML "<b>b</b>") |> ignore', "mime": "text/html"}]
    code_history_pattern = "6 *"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.Max"


if __name__ == "__main__":
    unittest.main()
