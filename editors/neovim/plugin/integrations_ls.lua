-- User commands, and the first look at files that are attached. Nothing is loaded before the first use.

-- Neovim takes these for plain text or nothing at all, and would not attach a server.
vim.filetype.add({
  pattern = {
    ['.*/conf%.yaml%.example'] = 'yaml',
    ['.*/data/conf%.yaml%.default'] = 'yaml',
    ['.*/changelog%.d/%d+%.%l+'] = 'text',
    ['.*/agent_requirements%.in'] = 'requirements',
    ['.*/%.github/CODEOWNERS'] = 'codeowners',
  },
})

vim.api.nvim_create_user_command('IntegrationsLsStatus', function()
  local client = require('integrations_ls.client')
  local lines = {}
  for _, running in ipairs(client.list()) do
    vim.list_extend(lines, client.status_lines(running))
  end
  if #lines == 0 then
    lines = { 'integrations-ls is not running: no file of an integration repository is open' }
  end
  vim.notify(table.concat(lines, '\n'))
end, { desc = 'Show what integrations-ls has loaded' })

vim.api.nvim_create_user_command('IntegrationsLsRestart', function()
  require('integrations_ls.client').restart()
end, { desc = 'Restart integrations-ls' })

vim.api.nvim_create_user_command('IntegrationsLsRendered', function(command)
  require('integrations_ls.preview').show(command.args ~= '' and command.args or nil)
end, { nargs = '?', desc = 'Show what the specification in this buffer renders to' })

vim.api.nvim_create_autocmd('LspAttach', {
  group = vim.api.nvim_create_augroup('integrations_ls_attach', { clear = true }),
  desc = 'Ask integrations-ls for the diagnostics of files that are not on the screen',
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'integrations_ls' then
      require('integrations_ls.client').pull(client, event.buf)
    end
  end,
})

vim.api.nvim_create_autocmd('FileType', {
  group = 'integrations_ls_attach',
  desc = 'Tell when integrations-ls is not installed',
  callback = function(event)
    require('integrations_ls.client').tell_if_missing(event.buf)
  end,
})
